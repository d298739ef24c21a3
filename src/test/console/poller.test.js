import assert from "node:assert/strict";
import { test } from "node:test";
import { Poller } from "../../main/resources/console/poller.js";
import { Timers, until } from "./fake-api.js";

test("poller_runs_again_a_second_after_a_run_has_ended", async () => {
  const timers = new Timers();
  let runs = 0;
  const poller = new Poller(async () => ++runs > 0, timers);
  poller.start();
  await until(() => timers.delays.length === 1);
  assert.deepEqual([runs, timers.delays], [1, [600]]);
  timers.pass(600);
  await until(() => runs === 2);
  poller.stop();
});

test("poller_that_fails_waits_longer_but_never_long", async () => {
  const timers = new Timers();
  const poller = new Poller(async () => false, timers);
  poller.start();
  for (let run = 0; run < 10; run++) {
    await until(() => timers.delays.length === 1);
    assert.ok(timers.delays[0] <= 4_000);
    timers.pass(4_000);
  }
  poller.stop();
});

test("poller_that_is_stopped_aborts_its_run_and_starts_no_other", async () => {
  const timers = new Timers();
  let aborted = false;
  let runs = 0;
  const poller = new Poller((signal) => {
    runs += 1;
    return new Promise((resolve) => signal.addEventListener("abort", () => ((aborted = true), resolve(false))));
  }, timers);
  poller.start();
  poller.start();
  poller.stop();
  await until(() => aborted);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([runs, timers.delays], [1, []]);
});

test("poller_that_is_started_again_goes_on_at_once", async () => {
  const timers = new Timers();
  let runs = 0;
  const poller = new Poller(async () => ++runs > 0, timers);
  poller.start();
  await until(() => timers.delays.length === 1);
  poller.stop();
  poller.start();
  await until(() => runs === 2);
  poller.stop();
});
