import assert from "node:assert/strict";
import { test } from "node:test";
import { isFiltered, tagsOf, visiblePlaces } from "../../main/resources/console/visible.js";

const job = (slot, ref) => ({ slot, ref, grantedAt: "2026-01-01T00:00:00Z" });
const PLACES = [
  { channel: "999", status: "active", maxJobs: 2, jobs: [job("a", "Poster"), job("b")], tags: ["pro"] },
  { channel: "1000", status: "active", maxJobs: 3, jobs: [job("c", "cover")] },
  {
    channel: "1001",
    status: "rejected",
    maxJobs: 5,
    jobs: [],
    reason: "Discord token is invalid",
    tags: ["fast", "pro"],
  },
];
const ALL = { search: "", statuses: [], room: undefined, tag: "", sort: { by: "channel", descending: false } };
const shown = (change) => visiblePlaces(PLACES, { ...ALL, ...change }).map((place) => place.channel);
const sorted = (by, descending = false) => shown({ sort: { by, descending } });

test("visiblePlaces_without_a_filter_are_all_in_the_order_of_numbers", () =>
  assert.deepEqual(shown({}), ["999", "1000", "1001"]));

test("visiblePlaces_of_statuses_have_one_of_them", () => {
  assert.deepEqual(shown({ statuses: ["rejected"] }), ["1001"]);
  assert.deepEqual(shown({ statuses: ["rejected", "active"] }), ["999", "1000", "1001"]);
});

test("visiblePlaces_of_a_room_are_free_held_or_full", () => {
  assert.deepEqual(shown({ room: "free" }), ["1000"]);
  assert.deepEqual(shown({ room: "held" }), ["999", "1000"]);
  assert.deepEqual(shown({ room: "full" }), ["999", "1001"]);
});

test("visiblePlaces_of_a_tag_have_it", () => assert.deepEqual(shown({ tag: "fast" }), ["1001"]));

test("search_by_channel_reason_tag_ref_or_slot_finds_the_account", () => {
  assert.deepEqual(shown({ search: "100" }), ["1000", "1001"]);
  assert.deepEqual(shown({ search: " INVALID token" }), ["1001"]);
  assert.deepEqual(shown({ search: "fas" }), ["1001"]);
  assert.deepEqual(shown({ search: "poster" }), ["999"]);
  assert.deepEqual(shown({ search: "c" }), ["999", "1000", "1001"]);
});

test("search_for_several_words_needs_all_of_them", () => assert.deepEqual(shown({ search: "pro invalid" }), ["1001"]));

test("sort_descending_turns_the_order_around", () =>
  assert.deepEqual(sorted("channel", true), ["1001", "1000", "999"]));

test("sort_by_status_begins_with_what_needs_an_operator", () =>
  assert.deepEqual(sorted("status"), ["1001", "999", "1000"]));

test("sort_by_numbers_keeps_equal_ones_in_the_order_of_channels", () => {
  assert.deepEqual(sorted("places"), ["1001", "1000", "999"]);
  assert.deepEqual(sorted("maxJobs", true), ["1001", "1000", "999"]);
});

test("isFiltered_with_any_filter_is_true", () => {
  assert.ok(!isFiltered({ ...ALL, search: " " }));
  for (const change of [{ search: "a" }, { statuses: ["active"] }, { room: "free" }, { tag: "pro" }]) {
    assert.ok(isFiltered({ ...ALL, ...change }));
  }
});

test("tagsOf_accounts_are_each_named_once", () => assert.deepEqual(tagsOf(PLACES), ["fast", "pro"]));
