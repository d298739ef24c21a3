import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../../main/resources/console/clock.js";
import { Live } from "../../main/resources/console/live.js";
import { Store } from "../../main/resources/console/store.js";
import { Api } from "../../main/resources/console/api.js";
import { json, until } from "./fake-api.js";

function living(poolAnswer) {
  const store = new Store();
  const clock = new Clock(() => 0);
  const refused = [];
  const requests = [];
  const fetcher = async (path) => {
    requests.push(path);
    return path.startsWith("/v2/pool") ? poolAnswer() : json(200, { events: [], last: "0" });
  };
  return {
    live: new Live(new Api("secret", fetcher), store, clock, (text) => refused.push(text)),
    store,
    clock,
    refused,
    requests,
  };
}

test("page_that_is_shown_reads_the_pool_and_the_time_of_the_server", async () => {
  const { live, store, clock } = living(() => json(200, { at: "1970-01-01T00:01:00Z", free: 3, places: [] }));
  live.show(true);
  await until(() => store.state.pool?.free === 3);
  assert.equal(clock.now(), 60_000);
  live.show(false);
});

test("page_that_is_not_shown_asks_nothing", async () => {
  const { live, requests } = living(() => json(200, { places: [] }));
  live.show(false);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(requests, []);
});

test("pool_that_fails_is_told_to_the_store", async () => {
  const { live, store } = living(() => json(503, { error: "Service is unavailable" }));
  live.show(true);
  await until(() => store.state.link.failure !== undefined);
  assert.equal(store.state.link.failure.text, "Service is unavailable.");
  live.show(false);
});

test("token_that_is_refused_ends_the_session", async () => {
  const { live, refused } = living(() => json(401, { error: "Unauthorized" }));
  live.show(true);
  await until(() => refused.length === 1);
  live.show(false);
});
