import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, test } from "node:test";
import { inspect } from "node:util";
import * as berth from "../dist/berth.js";
import { CUT, ScriptedServer, granted, renewed, reply, until } from "./server.mjs";

const { Pool } = berth;

let server;
let pool;

beforeEach(async () => {
  server = await ScriptedServer.start();
  pool = new Pool(server.url, "api-token");
});

afterEach(async () => {
  server.onRelease = () => reply(204);
  await pool.close();
  server.close();
});

/** Answers takes one after the other; the last answer is repeated. */
function script(...replies) {
  server.onTake = () => (replies.length > 1 ? replies.shift() : replies[0]);
}

function fiveSeconds() {
  server.onTake = () => granted(server.takes().length, 5);
  server.onRenew = (request) => renewed(request.body.slots, 5);
}

const lost = (slot, seconds) => until(() => slot.signal.aborted, seconds);

describe("taking", { concurrency: false }, () => {
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

describe("a held slot", { concurrency: false }, () => {
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

  test("is released once, with the outcome", async () => {
    const slot = await pool.slot({ lease: 5 });
    slot.outcome("limited", { retryAfter: 60 });
    await Promise.all([slot.release(), slot.release()]);
    await slot[Symbol.asyncDispose]();
    assert.deepEqual(
      server.releases().map((one) => one.path),
      ["/v2/slots/midjourney/slot-1?outcome=limited&retryAfter=60"],
    );
    assert.throws(() => slot.outcome("unknown"), RangeError);
    assert.throws(() => slot.outcome("limited"), RangeError);
  });

  test("is released without an outcome that the service refuses", async () => {
    server.onRelease = (request) => (request.path.includes("outcome") ? reply(400, { error: "x" }) : reply(204));
    const slot = await pool.slot({ lease: 5 });
    slot.outcome("moderated", { message: "\u0000" });
    await slot.release();
    assert.deepEqual(
      server.releases().map((one) => one.path.split("?").length),
      [2, 1],
    );
  });

  test("rounds the pause of an account up, and refuses one that is too long", async () => {
    const slot = await pool.slot({ lease: 5 });
    slot.outcome("limited", { retryAfter: 64.123456789012 });
    await slot.release();
    assert.match(server.releases()[0].path, /retryAfter=65$/);
    for (const wrong of [Number.NaN, 31 * 24 * 3600]) {
      assert.throws(() => slot.outcome("limited", { retryAfter: wrong }), RangeError);
    }
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

  test("is released again when the answer is lost", async () => {
    server.onRelease = () => (server.releases().length === 1 ? CUT : reply(204));
    await (await pool.slot({ lease: 5 })).release();
    assert.equal(server.releases().length, 2);
  });

  for (const answer of [reply(404, {}), reply(410, {}), reply(400, {}), CUT]) {
    test(`never hides the error of the function (${answer === CUT ? "no answer" : answer.status})`, async () => {
      server.onRelease = () => answer;
      await assert.rejects(
        pool.withSlot({ lease: 5 }, async () => {
          throw new Error("mine");
        }),
        /mine/,
      );
    });
  }

  test("is not renewed after its release", async () => {
    const slot = await pool.slot({ lease: 5 });
    await until(() => server.renewals().length > 0);
    await slot.release();
    const released = server.releases()[0].at;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    assert(server.renewals().every((one) => one.at < released));
  });

  test("is lost and released when the pool closes", async () => {
    const slot = await pool.slot({ lease: 5 });
    await pool.close();
    assert.equal(slot.lostReason, "closed");
    assert.equal(server.releases().length, 1);
  });

  test("does not keep the process alive, and is lost first in one that was stopped", async () => {
    const program = `
      import { Pool } from ${JSON.stringify(new URL("../dist/berth.js", import.meta.url).href)};
      const slot = await new Pool(${JSON.stringify(server.url)}, "api-token").slot({ lease: 5 });
      process.stdout.write("held\\n");
      const begun = performance.now();
      for (let last = begun; last - begun < 30_000; ) {
        const now = performance.now();
        if (now - last > 1000) {
          break;
        }
        last = now;
      }
      process.stdout.write(slot.signal.aborted + " " + slot.lostReason + "\\n");
    `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      assert.equal((await lines.next()).value, "held");
      child.kill("SIGSTOP");
      await new Promise((resolve) => setTimeout(resolve, 5500));
      child.kill("SIGCONT");
      assert.equal((await lines.next()).value, "true unrenewed");
      await once(child, "exit");
      assert.equal(child.exitCode, 0);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
