import assert from "node:assert/strict";
import { test } from "node:test";
import { Actions } from "../../main/resources/console/actions.js";
import { Api } from "../../main/resources/console/api.js";
import { Store } from "../../main/resources/console/store.js";
import { fetchOf, json } from "./fake-api.js";

function acting(...answers) {
  const { fetcher, requests } = fetchOf(...answers);
  const store = new Store();
  const refused = [];
  return {
    actions: new Actions(new Api("secret", fetcher), store, (text) => refused.push(text)),
    store,
    requests,
    refused,
  };
}

test("change_that_succeeds_is_announced", async () => {
  const { actions, store } = acting(json(204));
  assert.ok(await actions.change("42", "pause"));
  assert.equal(store.state.announcement, "Paused account 42.");
  assert.equal(store.state.running.size, 0);
});

test("change_that_fails_leaves_its_text_with_the_account", async () => {
  const { actions, store } = acting(json(400, { error: "Discord token is invalid" }));
  assert.ok(!(await actions.change("42", "reset")));
  assert.equal(store.state.failures.get("42"), "Could not reset: Discord token is invalid.");
});

test("change_of_many_tells_how_many_could_not_be_changed", async () => {
  const { actions, store, requests } = acting(
    ...[1, 2, 3, 4, 5].map(() => json(204)),
    json(404, { error: "Not found" }),
  );
  await actions.changeMany(["1", "2", "3", "4", "5", "6"], "pause");
  assert.equal(requests.length, 6);
  assert.equal(store.state.announcement, "Paused 5 accounts. 1 account could not be changed.");
});

test("account_that_is_added_leaves_no_token_behind", async () => {
  const { actions, store } = acting(json(201, { discord: "whole", channel: "42", maxJobs: 3 }));
  assert.deepEqual(await actions.add("whole", 3), { channel: "42", failure: undefined });
  assert.ok(!JSON.stringify(store.state).includes("whole"));
});

test("error_of_the_server_is_what_a_field_shows", async () => {
  const { actions } = acting(json(400, { error: "Required param maxJobs 16 can't be more that 15" }));
  assert.equal(await actions.setMaxJobs("42", 16), "Required param maxJobs 16 can't be more that 15.");
});

test("removed_account_and_released_slot_are_announced", async () => {
  const { actions, store } = acting(json(204), json(204));
  await actions.remove("42");
  assert.equal(store.state.announcement, "Deleted account 42.");
  await actions.release("s1");
  assert.equal(store.state.announcement, "Released the slot.");
});

test("token_that_is_refused_ends_the_session", async () => {
  const { actions, refused } = acting(json(401, { error: "Unauthorized" }));
  await actions.release("s1");
  assert.deepEqual(refused, ["Unauthorized."]);
});
