import assert from "node:assert/strict";
import { test } from "node:test";
import {
  age,
  count,
  counted,
  duration,
  rate,
  timeLeft,
  when,
} from "../../main/resources/console/format.js";

test("duration_of_seconds_has_two_units_where_the_second_matters", () => {
  const texts = [0, 0.4, 7, 60, 95, 600, 754, 3_600, 4_800, 86_400, 100_000].map(duration);
  assert.deepEqual(texts, [
    "0 s",
    "0 s",
    "7 s",
    "1 min",
    "1 min 35 s",
    "10 min",
    "12 min",
    "1 h",
    "1 h 20 min",
    "1 d",
    "1 d 3 h",
  ]);
});

test("duration_that_is_negative_is_none", () => assert.equal(duration(-5), "0 s"));

test("timeLeft_after_the_time_is_now", () => {
  assert.equal(timeLeft("2026-01-01T00:00:10Z", Date.parse("2026-01-01T00:00:12Z")), "now");
  assert.equal(timeLeft("2026-01-01T00:05:00Z", Date.parse("2026-01-01T00:00:00Z")), "5 min");
});

test("age_by_a_clock_that_is_behind_is_none", () =>
  assert.equal(age("2026-01-01T00:00:10Z", Date.parse("2026-01-01T00:00:08Z")), "0 s"));

test("rate_shows_digits_that_matter", () =>
  assert.deepEqual([0, 0.123, 1.26, 42.04, 512.6].map(rate), ["0", "0.12", "1.3", "42.0", "513"]));

test("count_of_something_unknown_is_a_dash", () =>
  assert.deepEqual([count(undefined), count(12_345)], ["–", "12,345"]));

test("counted_noun_is_plural_unless_it_is_one", () =>
  assert.deepEqual(
    [counted(0, "account"), counted(1, "account"), counted(2, "account")],
    ["0 accounts", "1 account", "2 accounts"],
  ));

test("when_it_was_another_day_has_the_date", () => {
  const now = new Date(2026, 0, 2, 12, 0, 0);
  assert.equal(when(new Date(2026, 0, 2, 9, 5, 7), now), "09:05:07");
  assert.equal(when(new Date(2026, 0, 1, 9, 5, 7), now), "1 Jan 09:05:07");
});
