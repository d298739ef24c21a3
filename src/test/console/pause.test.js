import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { pause } from "../../main/resources/console/pause.js";
import { Timers } from "./fake-api.js";

test("pause_ends_with_its_time_and_leaves_no_listener", async () => {
  const timers = new Timers();
  const { signal } = new AbortController();
  const paused = pause(500, signal, timers);
  timers.pass(500);
  await paused;
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("pause_ends_when_it_is_aborted_and_leaves_no_timer", async () => {
  const timers = new Timers();
  const stop = new AbortController();
  const paused = pause(500, stop.signal, timers);
  stop.abort();
  await paused;
  assert.deepEqual(timers.delays, []);
});
