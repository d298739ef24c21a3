import assert from "node:assert/strict";
import { test } from "node:test";
import { nextPosition } from "../../main/resources/console/grid-keys.js";

/** A header, and accounts with a checkbox, no control for the channel, jobs, and actions. */
const ROWS = [
  [1, 1, 0, 0],
  [1, 0, 3, 2],
  [1, 0, 0, 3],
  [1, 0, 1, 1],
];
const press = (key, row, cell, item) => {
  const next = nextPosition({ row, cell, item }, key, ROWS.length, (index) => ROWS[index]);
  return next && [next.row, next.cell, next.item];
};

test("arrow_right_goes_through_the_controls_of_a_row_and_stops_at_its_end", () => {
  assert.deepEqual(press("ArrowRight", 1, 0, 0), [1, 2, 0]);
  assert.deepEqual(press("ArrowRight", 1, 2, 2), [1, 3, 0]);
  assert.equal(press("ArrowRight", 1, 3, 1), undefined);
});

test("arrow_left_goes_back_and_stops_at_the_start", () => {
  assert.deepEqual(press("ArrowLeft", 1, 2, 0), [1, 0, 0]);
  assert.equal(press("ArrowLeft", 1, 0, 0), undefined);
});

test("arrow_down_stays_in_the_column", () => {
  assert.deepEqual(press("ArrowDown", 1, 3, 1), [2, 3, 1]);
  assert.deepEqual(press("ArrowDown", 2, 3, 2), [3, 3, 0]);
});

test("arrow_down_to_an_account_without_such_a_control_goes_to_the_nearest", () =>
  assert.deepEqual(press("ArrowDown", 1, 2, 1), [2, 3, 0]));

test("arrow_up_and_down_stop_at_the_ends", () => {
  assert.equal(press("ArrowUp", 0, 0, 0), undefined);
  assert.equal(press("ArrowDown", 3, 0, 0), undefined);
});

test("home_and_end_go_to_the_ends_of_the_row", () => {
  assert.deepEqual(press("Home", 1, 2, 1), [1, 0, 0]);
  assert.deepEqual(press("End", 1, 0, 0), [1, 3, 1]);
});

test("control_home_and_page_keys_go_to_the_ends_of_the_list", () => {
  assert.deepEqual(press("Control+Home", 3, 0, 0), [0, 0, 0]);
  assert.deepEqual(press("Control+End", 0, 0, 0), [3, 0, 0]);
  assert.deepEqual(press("PageDown", 1, 0, 0), [3, 0, 0]);
});

test("other_key_means_nothing", () => assert.equal(press("a", 1, 0, 0), undefined));
