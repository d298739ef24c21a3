import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "../../main/resources/console/backoff.js";

test("backoff_doubles_up_to_its_limit", () => {
  const longest = [1, 2, 3, 4, 5, 50].map((failures) => backoff(failures, { random: () => 1 }));
  assert.deepEqual(longest, [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test("backoff_is_random_by_half", () => assert.equal(backoff(2, { random: () => 0 }), 1_000));
