import assert from "node:assert/strict";
import { test } from "node:test";
import { Api } from "../../main/resources/console/api.js";
import { PoolReader } from "../../main/resources/console/pool-reader.js";
import { fetchOf, json } from "./fake-api.js";

const reader = (...answers) => {
  const { fetcher, requests } = fetchOf(...answers);
  return { reader: new PoolReader(new Api("secret", fetcher)), requests };
};

test("pool_that_did_not_change_is_the_same_object", async () => {
  const { reader: subject, requests } = reader(json(200, { free: 1, places: [] }, { ETag: '"1"' }), json(304));
  const first = await subject.read();
  assert.equal(await subject.read(), first);
  assert.equal(requests[0].headers["If-None-Match"], undefined);
  assert.equal(requests[1].headers["If-None-Match"], '"1"');
});

test("pages_are_read_to_the_last_and_joined", async () => {
  const { reader: subject, requests } = reader(
    json(200, { free: 2, places: [{ channel: "1" }], next: "1" }, { ETag: '"a"' }),
    json(200, { free: 2, places: [{ channel: "2" }] }, { ETag: '"b"' }),
    json(304),
    json(304),
  );
  const pool = await subject.read();
  assert.deepEqual(
    pool.places.map((place) => place.channel),
    ["1", "2"],
  );
  assert.equal(requests[1].path, "/v2/pool?limit=500&after=1");
  assert.deepEqual((await subject.read()).places, pool.places);
  assert.deepEqual(
    requests.slice(2).map((request) => request.headers["If-None-Match"]),
    ['"a"', '"b"'],
  );
});

test("error_is_thrown_and_the_known_page_stays", async () => {
  const { reader: subject, requests } = reader(
    json(200, { places: [] }, { ETag: '"1"' }),
    json(503, { error: "Service is unavailable" }),
    json(304),
  );
  const first = await subject.read();
  await assert.rejects(subject.read(), { status: 503 });
  assert.equal(await subject.read(), first);
  assert.equal(requests[2].headers["If-None-Match"], '"1"');
});
