import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { fiveSeconds, lost, pool, server } from "./fixture.mjs";
import { CUT, granted, renewed, reply, until } from "./server.mjs";

describe("the lease of a held slot", () => {
  beforeEach(fiveSeconds);

  test("is renewed before its end, and stays", async () => {
    const slot = await pool.slot({ lease: 5 });
    await until(() => server.renewals().length >= 4);
    assert.equal(slot.lost, false);
    const [first, second] = server.renewals();
    assert(second.at - first.at > 500, "one renewal at a time");
    assert(server.renewals()[0].at - server.takes()[0].at < 5000 / 3 + 300);
  });

  test("is renewed together with the others of the pool", async () => {
    await Promise.all([1, 2, 3].map(() => pool.slot({ lease: 5 })));
    const request = await until(() => server.renewals()[0]);
    assert.deepEqual(request.body.slots.sort(), ["slot-1", "slot-2", "slot-3"]);
    assert.equal("leaseSeconds" in request.body, false);
  });

  for (const [name, onRenew] of [
    ["fail", () => CUT],
    ["hang", (request) => request.gone.then(() => CUT)],
    ["are refused", () => reply(503, { error: "x" }, { "Retry-After": "1" })],
    ["make no sense", () => reply(200, { renewed: [{ nonsense: 1 }] })],
  ]) {
    test(`is lost before its end when renewals ${name}`, async () => {
      server.onRenew = onRenew;
      const slot = await pool.slot({ lease: 5 });
      let called = 0;
      slot.onLost(() => called++);
      await lost(slot, 6);
      const held = performance.now() - server.takes()[0].at;
      assert(held < 5000 && held > 2000, String(held));
      assert.equal(called, 1);
      assert.equal(slot.lostReason, "unrenewed");
    });
  }

  test("is kept by a renewal that succeeds after failures", async () => {
    server.onRenew = (request) => (server.renewals().length < 3 ? CUT : renewed(request.body.slots, 5));
    const slot = await pool.slot({ lease: 5 });
    await until(() => server.renewals().length >= 6, 15);
    assert.equal(slot.lost, false);
  });

  test("is lost at once when the service says so, and not released", async () => {
    server.onRenew = (request) => renewed([], 5, request.body.slots);
    const slot = await pool.slot({ lease: 5 });
    await lost(slot, 4);
    assert.equal(slot.lostReason, "ended");
    await slot.release();
    assert.equal(server.releases().length, 0);
    let called = false;
    slot.onLost(() => (called = true));
    await until(() => called);
  });

  test("is lost when it was held for as long as it may be", async () => {
    const slot = await pool.slot({ lease: 5, maxHold: 7 });
    await lost(slot, 8);
    const held = performance.now() - server.takes()[0].at;
    assert.equal(slot.lostReason, "max_hold");
    assert(held > 4000 && held < 7000, String(held));
  });

  test("is renewed again in time after a renewal that hangs", async () => {
    server.onRenew = (request) =>
      server.renewals().length === 1 ? request.gone.then(() => CUT) : renewed(request.body.slots, 5);
    const slot = await pool.slot({ lease: 5 });
    await until(() => server.renewals().length >= 3, 10);
    assert.equal(slot.lost, false);
  });

  test("is renewed less and less often while renewals fail", async () => {
    server.onTake = () => granted(1, 20);
    server.onRenew = () => reply(401, { error: "Unauthorized" });
    await pool.slot({ lease: 20 });
    const times = await until(() => server.renewals().length >= 4 && server.renewals().map((one) => one.at), 20);
    const pauses = times.slice(1).map((time, i) => Math.round(time - times[i]));
    assert(pauses[2] > 2 * pauses[0], String(pauses));
  });
});
