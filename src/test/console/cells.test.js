import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOf, findJob, freeOf } from "../../main/resources/console/cells.js";

const job = (slot, minute) => ({ slot, grantedAt: `2026-01-01T00:0${minute}:00Z` });

test("cells_of_a_place_begin_with_the_oldest_job", () => {
  const { held, empty } = cellsOf({ maxJobs: 4, jobs: [job("b", 2), job("a", 1)] });
  assert.deepEqual(
    held.map((cell) => cell.job.slot),
    ["a", "b"],
  );
  assert.equal(empty, 2);
});

test("cells_of_an_account_that_drains_are_over_behind_maxJobs", () => {
  const { held, empty } = cellsOf({ maxJobs: 1, jobs: [job("a", 1), job("b", 2)] });
  assert.deepEqual(
    held.map((cell) => cell.over),
    [false, true],
  );
  assert.equal(empty, 0);
});

test("freeOf_an_account_out_of_rotation_is_none", () => {
  assert.equal(freeOf({ status: "paused", maxJobs: 3, jobs: [] }), 0);
  assert.equal(freeOf({ status: "active", maxJobs: 3, jobs: [job("a", 1)] }), 2);
  assert.equal(freeOf({ status: "active", maxJobs: 1, jobs: [job("a", 1), job("b", 1)] }), 0);
});

test("findJob_of_a_released_slot_finds_nothing", () => {
  const places = [{ channel: "1", jobs: [job("a", 1)] }];
  assert.equal(findJob(places, "a").place, places[0]);
  assert.equal(findJob(places, "b"), undefined);
});
