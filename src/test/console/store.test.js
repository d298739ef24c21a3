import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../main/resources/console/store.js";

const place = (channel, status = "active") => ({ channel, status, maxJobs: 3, jobs: [] });
const pool = (...places) => ({ free: 1, held: 2, places });

function filled(...places) {
  const store = new Store();
  store.poolArrived(pool(...places), 1);
  return store;
}

test("pool_that_arrives_keeps_the_places_that_did_not_change", () => {
  const store = filled(place("1"), place("2"));
  const [first, second] = store.state.places;
  store.poolArrived(pool(place("1"), place("2", "paused")), 2);
  assert.equal(store.state.places[0], first);
  assert.notEqual(store.state.places[1], second);
});

test("visible_places_are_the_same_array_until_something_changes", () => {
  const store = filled(place("1"), place("2", "paused"));
  const before = store.visible;
  store.poolArrived(pool(place("1"), place("2", "paused")), 2);
  assert.equal(store.visible, before);
  store.statusToggled("paused");
  assert.deepEqual(
    store.visible.map(({ channel }) => channel),
    ["2"],
  );
});

test("failure_is_kept_with_its_beginning_until_an_answer_arrives", () => {
  const store = filled();
  store.poolFailed("one", 10);
  store.poolFailed("two", 20);
  assert.deepEqual(store.state.link, { answeredAt: 1, failure: { text: "two", answered: false, since: 10 } });
  store.poolArrived(pool(), 30);
  assert.deepEqual(store.state.link, { answeredAt: 30 });
});

test("selection_of_an_account_that_is_gone_ends", () => {
  const store = filled(place("1"), place("2"));
  store.allSelected(true);
  store.poolArrived(pool(place("2")), 2);
  assert.deepEqual([...store.state.selected], ["2"]);
});

test("all_selected_are_only_those_that_are_shown", () => {
  const store = filled(place("1"), place("2", "paused"));
  store.statusToggled("paused");
  store.allSelected(true);
  assert.deepEqual([...store.state.selected], ["2"]);
  store.selectionToggled("2");
  assert.equal(store.state.selected.size, 0);
});

test("events_are_newest_first_and_each_once", () => {
  const store = new Store();
  store.eventsArrived([{ id: "1" }, { id: "2" }]);
  store.eventsArrived([{ id: "2" }, { id: "3" }]);
  assert.deepEqual(
    store.state.events.map(({ id }) => id),
    ["3", "2", "1"],
  );
});

test("events_that_are_old_are_forgotten", () => {
  const store = new Store();
  store.eventsArrived(Array.from({ length: 500 }, (_, index) => ({ id: String(index) })));
  assert.equal(store.state.events.length, 200);
  assert.equal(store.state.events[0].id, "499");
});

test("filters_are_toggled_and_cleared", () => {
  const store = filled(place("1"));
  store.roomToggled("held");
  assert.equal(store.state.view.room, "held");
  store.roomToggled("held");
  assert.equal(store.state.view.room, undefined);
  store.searched("x");
  store.tagChosen("pro");
  store.lookedFor("1");
  assert.deepEqual(store.state.view, {
    search: "1",
    statuses: [],
    room: undefined,
    tag: "",
    sort: { by: "channel", descending: false },
  });
});

test("sort_by_the_same_column_again_turns_around", () => {
  const store = filled();
  store.sortedBy("status");
  store.sortedBy("status");
  assert.deepEqual(store.state.view.sort, { by: "status", descending: true });
});

test("action_that_fails_leaves_its_text_until_the_next_one", () => {
  const store = filled(place("1"));
  store.actionStarted("1", "pause");
  assert.equal(store.state.running.get("1"), "pause");
  store.actionEnded("1", "Could not pause.");
  assert.equal(store.state.failures.get("1"), "Could not pause.");
  store.actionStarted("1", "pause");
  assert.equal(store.state.failures.size, 0);
});

test("sign_out_forgets_everything_but_its_reason", () => {
  const store = filled(place("1"));
  store.signedIn({ token: { role: "full" } });
  assert.ok(store.mayChange);
  store.signedOut("Ended.");
  assert.deepEqual(store.state.session, { phase: "out", failure: "Ended." });
  assert.equal(store.state.pool, undefined);
  assert.equal(store.state.places.length, 0);
});

test("mayChange_with_another_role_is_false", () => {
  const store = new Store();
  assert.ok(!store.mayChange);
  store.signedIn({ token: { role: "worker" } });
  assert.ok(!store.mayChange);
});

test("subscriber_hears_of_changes_until_it_ends", () => {
  const store = new Store();
  let heard = 0;
  const end = store.subscribe(() => (heard += 1));
  store.searched("a");
  end();
  store.searched("b");
  assert.equal(heard, 1);
});
