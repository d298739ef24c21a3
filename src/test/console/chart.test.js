import assert from "node:assert/strict";
import { test } from "node:test";
import {
  HEIGHT,
  MINUTES,
  WIDTH,
  bars,
  inWords,
  line,
  scaleTop,
  seriesOf,
} from "../../main/resources/console/chart.js";

test("scaleTop_is_a_round_number_above_the_largest_value", () =>
  assert.deepEqual([[], [0], [0.07], [1], [1.2], [3], [51]].map(scaleTop), [1, 1, 0.1, 1, 2, 5, 100]));

test("bars_of_few_minutes_stand_at_the_right", () => {
  const [first, last] = bars([1, 2]);
  assert.equal(first.x, WIDTH - 2 * (WIDTH / MINUTES) + 1);
  assert.ok(last.x + last.width < WIDTH);
});

test("bars_are_as_high_as_their_values", () => {
  assert.deepEqual(
    bars([0, 1, 2]).map((bar) => bar.height),
    [0, HEIGHT / 2, HEIGHT],
  );
});

test("bar_of_a_small_value_can_be_seen", () => assert.equal(bars([0.001, 100])[0].height, 1));

test("line_without_a_value_has_a_gap", () => {
  const path = line([1, undefined, 1, 1]);
  assert.equal(path.match(/M/g).length, 2);
  assert.equal(path.match(/L/g).length, 1);
});

test("line_of_nothing_is_empty", () => assert.equal(line([]), ""));

test("series_has_the_last_15_minutes_and_gaps_without_grants", () => {
  const { grants, waits } = seriesOf(
    [
      { at: "2026-01-01T10:00:00Z", granted: 600, waitSeconds: 9 },
      { at: "2026-01-01T10:20:00Z", granted: 30, waitSeconds: 1.5 },
      { at: "2026-01-01T10:22:00Z", granted: 30, waitSeconds: 2 },
    ],
    Date.parse("2026-01-01T10:22:10Z"),
  );
  assert.equal(grants.length, MINUTES);
  assert.deepEqual(grants.slice(-4), [0, 0.5, 0, 0.5]);
  assert.deepEqual(waits.slice(-4), [undefined, 1.5, undefined, 2]);
  assert.equal(grants[0], 0);
});

test("running_minute_takes_what_it_lacks_from_the_minute_before", () => {
  const { grants } = seriesOf(
    [
      { at: "2026-01-01T10:21:00Z", granted: 600, waitSeconds: 0 },
      { at: "2026-01-01T10:22:00Z", granted: 150, waitSeconds: 0 },
    ],
    Date.parse("2026-01-01T10:22:15Z"),
  );
  assert.deepEqual(grants.slice(-2), [10, 10]);
});

test("chart_in_words_says_range_and_newest_value", () => {
  assert.equal(
    inWords("Waits", [1, undefined, 4], "seconds"),
    "Waits, last 3 minutes: 1.0 to 4.0 seconds, most recently 4.0.",
  );
  assert.equal(inWords("Waits", [undefined], "seconds"), "Waits: no grant in the last 1 minute.");
});
