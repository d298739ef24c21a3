import assert from "node:assert/strict";
import { test } from "node:test";
import { same, shareUnchanged } from "../../main/resources/console/sharing.js";

const place = (channel, maxJobs, ...slots) => ({ channel, maxJobs, jobs: slots.map((slot) => ({ slot })) });

test("same_of_equal_values_is_true", () => {
  assert.ok(same({ a: [1, { b: "c" }] }, { a: [1, { b: "c" }] }));
});

test("same_of_values_that_differ_anywhere_is_false", () => {
  for (const [one, other] of [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, {}],
    [{ a: undefined }, { b: 1 }],
    [[1], [1, 2]],
    [null, {}],
    ["1", 1],
  ]) {
    assert.ok(!same(one, other), JSON.stringify([one, other]));
  }
});

test("shareUnchanged_keeps_the_objects_that_did_not_change", () => {
  const before = [place("1", 3, "a"), place("2", 3)];
  const after = shareUnchanged(before, [place("1", 3, "a"), place("2", 4)]);
  assert.equal(after[0], before[0]);
  assert.deepEqual(after[1], place("2", 4));
});

test("shareUnchanged_without_a_change_is_the_same_array", () => {
  const before = [place("1", 3, "a"), place("2", 3)];
  assert.equal(shareUnchanged(before, [place("1", 3, "a"), place("2", 3)]), before);
});

test("shareUnchanged_of_fewer_or_moved_accounts_is_another_array", () => {
  const before = [place("1", 3), place("2", 3)];
  assert.deepEqual(shareUnchanged(before, [place("1", 3)]), [before[0]]);
  assert.deepEqual(shareUnchanged(before, [place("2", 3), place("1", 3)]), [before[1], before[0]]);
});
