import assert from "node:assert/strict";
import { test } from "node:test";
import { Api } from "../../main/resources/console/api.js";
import { EventStream } from "../../main/resources/console/events.js";
import { Timers, fetchOf, json, until } from "./fake-api.js";

const text = new TextEncoder();

/** A stream that a test writes to, and that ends when the request is aborted. */
function streaming() {
  let controller;
  const body = new ReadableStream({ start: (given) => (controller = given) });
  return {
    answer: (_path, { signal }) => {
      signal.addEventListener("abort", () => controller.error(signal.reason));
      return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
    },
    write: (chunk) => controller.enqueue(text.encode(chunk)),
    end: () => controller.close(),
  };
}

function follow(...answers) {
  const { fetcher, requests } = fetchOf(...answers);
  const timers = new Timers();
  const seen = { events: [], live: [], refused: 0 };
  const stream = new EventStream(
    new Api("secret", fetcher),
    {
      arrived: (events) => seen.events.push(...events.map((event) => event.id)),
      live: (live) => seen.live.push(live),
      refused: () => (seen.refused += 1),
    },
    timers,
  );
  stream.start();
  return { stream, requests, timers, seen };
}

const NEWEST = () => json(200, { events: [{ id: "1" }, { id: "2" }], last: "2" });

test("stream_begins_behind_the_newest_events", async () => {
  const open = streaming();
  const { stream, requests, seen } = follow(NEWEST(), open.answer);
  await until(() => requests.length === 2);
  open.write('id: 3\ndata: {"id":"3"}\n\n');
  await until(() => seen.events.length === 3);
  assert.deepEqual(seen.events, ["1", "2", "3"]);
  assert.equal(requests[1].headers["Last-Event-ID"], "2");
  assert.equal(requests[1].headers.Accept, "text/event-stream");
  stream.stop();
});

test("stream_that_ends_goes_on_behind_the_last_event", async () => {
  const [first, second] = [streaming(), streaming()];
  const { stream, requests, timers, seen } = follow(NEWEST(), first.answer, second.answer);
  await until(() => requests.length === 2);
  first.write('id: 3\ndata: {"id":"3"}\n\n');
  await until(() => seen.events.length === 3);
  first.end();
  await until(() => timers.delays.some((delay) => delay <= 1_000));
  timers.pass(1_000);
  await until(() => requests.length === 3);
  assert.equal(requests[2].headers["Last-Event-ID"], "3");
  assert.deepEqual(seen.live, [true, false, true]);
  stream.stop();
});

test("stream_that_is_silent_for_40_seconds_is_opened_again", async () => {
  const { stream, requests, timers, seen } = follow(NEWEST(), streaming().answer, streaming().answer);
  await until(() => seen.live.length === 1);
  assert.deepEqual(timers.delays, [40_000]);
  timers.pass(40_000);
  await until(() => timers.delays.some((delay) => delay <= 1_000));
  timers.pass(1_000);
  await until(() => requests.length === 3);
  stream.stop();
});

test("comment_begins_the_silence_anew", async () => {
  const open = streaming();
  const { stream, timers, seen } = follow(NEWEST(), open.answer);
  await until(() => seen.live.length === 1);
  const before = timers.newest;
  open.write(": alive\n\n");
  await until(() => timers.newest !== before);
  assert.deepEqual(timers.delays, [40_000]);
  stream.stop();
});

test("newest_events_that_can_not_be_read_are_asked_for_again", async () => {
  const { stream, requests, timers, seen } = follow(json(503, {}), NEWEST(), streaming().answer);
  await until(() => timers.delays.length === 1);
  timers.pass(1_000);
  await until(() => requests.length === 3);
  assert.deepEqual(seen.events, ["1", "2"]);
  stream.stop();
});

test("token_that_is_refused_ends_the_stream", async () => {
  const { timers, seen } = follow(json(401, { error: "Unauthorized" }));
  await until(() => seen.refused === 1);
  assert.deepEqual(timers.delays, []);
});

test("stream_that_is_stopped_reads_no_more_and_goes_on_later", async () => {
  const { stream, requests, timers, seen } = follow(NEWEST(), streaming().answer, streaming().answer);
  await until(() => seen.live.length === 1);
  stream.stop();
  await until(() => timers.delays.length === 0);
  stream.start();
  await until(() => requests.length === 3);
  assert.equal(requests[2].headers["Last-Event-ID"], "2");
  stream.stop();
});

test("stream_that_is_stopped_before_its_beginning_is_not_opened", async () => {
  let answer;
  const { stream, requests, seen } = follow(() => new Promise((resolve) => (answer = resolve)));
  await until(() => answer !== undefined);
  stream.stop();
  answer(NEWEST());
  await until(() => seen.events.length === 2);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(requests.length, 1);
});
