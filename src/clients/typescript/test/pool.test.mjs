import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import * as berth from "../dist/berth.js";
import { pool, script, server } from "./fixture.mjs";
import { CUT, granted, reply, until } from "./server.mjs";

const { Pool } = berth;

describe("taking", () => {
  test("sends what was asked for", async () => {
    const slot = await pool.slot({ wait: 7.9, lease: 120, channel: "1000", ref: "mine" });
    assert.equal(slot.channel, "1000");
    assert.equal(slot.discord, "whole-discord-token");
    const take = server.takes()[0];
    assert.deepEqual(take.body, { leaseSeconds: 120, channel: "1000", ref: "mine" });
    assert.equal(take.headers.prefer, "wait=7");
    assert.equal(take.headers.authorization, "Bearer api-token");
  });

  test("repeats a request whose answer is lost, with the same key", async () => {
    script(CUT, granted());
    await pool.slot();
    const keys = server.takes().map((one) => one.headers["idempotency-key"]);
    assert.equal(keys.length, 2);
    assert.equal(new Set(keys).size, 1);
    await pool.slot();
    assert.notEqual(server.takes()[2].headers["idempotency-key"], keys[0]);
  });

  test("is an error at once when all are busy and the caller does not wait", async () => {
    script(reply(429, { error: "busy", executingJobs: ["x"] }, { "Retry-After": "1" }));
    await assert.rejects(pool.slot(), (error) => {
      assert(error instanceof berth.SlotBusy);
      assert.deepEqual(error.executingJobs, ["x"]);
      assert.equal(error.retryAfter, 1);
      return true;
    });
    assert.equal(server.takes().length, 1);
  });

  test("waits as long as the service says", async () => {
    script(reply(429, { error: "busy" }, { "Retry-After": "1" }), granted());
    await pool.slot({ wait: 10 });
    const [first, second] = server.takes();
    assert(second.at - first.at >= 1000);
  });

  test("tries again when the service is unavailable", async () => {
    script(reply(503, { error: "x" }, { "Retry-After": "1" }), granted());
    await pool.slot();
    assert.equal(server.takes().length, 2);
  });

  test("is an error after a while when the service can't be reached", async () => {
    script(CUT);
    const begun = performance.now();
    await assert.rejects(pool.slot(), berth.Unavailable);
    assert(performance.now() - begun < 7000);
    assert(server.takes().length > 2);
  });

  test("has an error for each status", async () => {
    for (const [status, kind] of [
      [400, berth.BadRequest],
      [401, berth.Unauthorized],
      [402, berth.PaymentRequired],
      [404, berth.NotConfigured],
      [409, berth.OutOfRotation],
    ]) {
      script(reply(status, { error: "E", errorDetails: "D" }, { "X-Request-Id": "r1" }));
      await assert.rejects(pool.slot({ wait: 5 }), (error) => {
        assert(error instanceof kind);
        assert.deepEqual([error.message, error.details, error.requestId], ["E (D)", "D", "r1"]);
        return true;
      });
    }
  });

  test("confirms a slot that came late", async () => {
    server.onTake = async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      return granted(1, 5);
    };
    server.onRenew = () => granted(1, 5);
    const slot = await pool.slot({ lease: 5 });
    assert.equal(server.renewals().length, 1);
    assert.equal(slot.lost, false);
  });

  test("disconnects when it is aborted", async () => {
    server.onTake = (request) => request.gone.then(() => CUT);
    const stop = new AbortController();
    const taking = pool.slot({ wait: 30, signal: stop.signal });
    await until(() => server.takes().length === 1);
    stop.abort(new Error("mine"));
    await assert.rejects(taking, /mine/);
    assert.equal(await server.takes()[0].gone, true);
  });

  test("leases no longer than the slot may be held", async () => {
    server.onTake = (request) => granted(1, request.body.leaseSeconds);
    const slot = await pool.slot({ lease: 300, maxHold: 20 });
    assert.equal(server.takes()[0].body.leaseSeconds, 20);
    assert.equal(slot.lost, false);
  });

  test("renews a lease first that has run for a while", async () => {
    script(granted(1, 10));
    server.onRenew = () => granted(1, 300);
    const slot = await pool.slot();
    assert.equal(server.renewals().length, 1);
    assert.equal(slot.lost, false);
  });

  test("takes another slot when the service says that the first has ended", async () => {
    script(granted(1, 10), granted(2, 300));
    server.onRenew = () => reply(410, { error: "gone" });
    assert.equal((await pool.slot()).slot, "slot-2");
  });

  test("is an error when leases always come too late", async () => {
    script(granted(1, 10));
    server.onRenew = () => reply(410, { error: "gone" });
    const begun = performance.now();
    await assert.rejects(pool.slot(), berth.Unavailable);
    assert(performance.now() - begun < 8000);
  });

  test("refuses a token that is none, without showing it", () => {
    for (const wrong of ["", "secret-with\nline", "secret blank"]) {
      assert.throws(
        () => new Pool(server.url, wrong),
        (error) => error instanceof RangeError && !error.message.includes("secret"),
      );
    }
  });

  test("checks bounds", async () => {
    for (const wrong of [{ lease: 4 }, { lease: 3601 }, { lease: 5.5 }, { maxHold: 1 }]) {
      await assert.rejects(pool.slot(wrong), RangeError);
    }
    assert.equal(server.requests.length, 0);
  });

  test("shows no secret", async () => {
    const slot = await pool.slot();
    script(reply(401, { error: "Unauthorized" }));
    const error = await pool.slot().catch((failure) => failure);
    for (const shown of [slot, pool, error]) {
      for (const text of [inspect(shown, { depth: 9, showHidden: true }), JSON.stringify(shown), String(shown)]) {
        assert.doesNotMatch(text, /api-token|whole-discord-token/);
      }
    }
  });
});
