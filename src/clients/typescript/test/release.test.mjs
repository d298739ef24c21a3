import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { beforeEach, describe, test } from "node:test";
import { fiveSeconds, pool, server } from "./fixture.mjs";
import { CUT, reply, until } from "./server.mjs";

describe("a held slot", () => {
  beforeEach(fiveSeconds);

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
