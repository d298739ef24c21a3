import assert from "node:assert/strict";
import { test } from "node:test";
import { changesFor, shapeOf, statusCounts, toDo } from "../../main/resources/console/statuses.js";

test("statusCounts_without_an_account_are_zero", () =>
  assert.deepEqual(
    statusCounts({ active: 2 }).map(({ name, number }) => `${name} ${number}`),
    ["active 2", "paused 0", "cooling 0", "rejected 0", "moderated 0"],
  ));

test("status_of_a_newer_server_is_counted_and_has_a_shape", () => {
  assert.deepEqual(statusCounts({ cordoned: 1 }).at(-1), { name: "cordoned", number: 1 });
  assert.equal(shapeOf("cordoned"), "ring");
});

test("account_that_comes_back_by_itself_leaves_nothing_to_do", () => {
  assert.match(toDo({ status: "rejected" }), /Add it again/);
  assert.equal(toDo({ status: "rejected", nextCheck: "2026-01-01T00:00:00Z" }), undefined);
  assert.match(toDo({ status: "moderated" }), /Reset it/);
  assert.equal(toDo({ status: "moderated", until: "2026-01-01T00:00:00Z" }), undefined);
  assert.equal(toDo({ status: "active" }), undefined);
});

test("changesFor_a_status_are_those_that_make_sense", () => {
  assert.deepEqual(["active", "paused", "cooling", "cordoned"].map(changesFor), [
    ["pause"],
    ["resume"],
    ["reset", "pause"],
    ["reset", "pause"],
  ]);
});
