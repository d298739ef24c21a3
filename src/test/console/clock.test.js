import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../../main/resources/console/clock.js";

test("clock_goes_by_the_time_of_the_server", () => {
  let here = 1_000;
  const clock = new Clock(() => here);
  clock.set("1970-01-01T00:00:09Z");
  here += 500;
  assert.equal(clock.now(), 9_500);
});

test("time_that_can_not_be_read_changes_nothing", () => {
  const clock = new Clock(() => 1_000);
  clock.set("soon");
  assert.equal(clock.now(), 1_000);
});

test("tick_is_heard_once_a_second_until_it_is_ended", (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const clock = new Clock(() => 0);
  let heard = 0;
  const end = clock.tick(() => (heard += 1));
  context.mock.timers.tick(3_000);
  end();
  context.mock.timers.tick(3_000);
  assert.equal(heard, 3);
});
