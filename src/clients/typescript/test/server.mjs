/** A server for tests that answers what the test says. */
import { createServer } from "node:http";

export const CUT = Symbol("closes the connection without an answer");

export const reply = (status, body, headers = {}) => ({ status, body, headers });

export const granted = (number = 1, leaseSeconds = 300) =>
  reply(201, {
    slot: `slot-${number}`,
    channel: "1000",
    discord: "whole-discord-token",
    fence: number,
    grantedAt: "2026-01-01T00:00:00Z",
    leasedUntil: "2026-01-01T00:01:00Z",
    leaseSeconds,
  });

export const renewed = (slots, leaseSeconds, ended = []) =>
  reply(200, {
    renewed: slots.map((slot) => ({ slot, leasedUntil: "2026-01-01T00:02:00Z", leaseSeconds })),
    ended,
  });

export class ScriptedServer {
  requests = [];
  onTake = (request) => granted(1, request.body.leaseSeconds);
  onRenew = (request) => renewed(request.body.slots, 60);
  onRelease = () => reply(204);

  static async start() {
    const started = new ScriptedServer();
    started.server = createServer(async (incoming, outgoing) => {
      let content = "";
      for await (const chunk of incoming) {
        content += chunk;
      }
      const request = {
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
        body: content === "" ? undefined : JSON.parse(content),
        at: performance.now(),
        gone: new Promise((resolve) => outgoing.on("close", () => resolve(!outgoing.writableFinished))),
      };
      started.requests.push(request);
      const answer = await started.answer(request);
      if (answer === CUT) {
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(answer.status, { "Content-Type": "application/json", ...answer.headers });
      outgoing.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
    });
    await new Promise((resolve) => started.server.listen(0, "127.0.0.1", resolve));
    started.url = `http://127.0.0.1:${started.server.address().port}`;
    return started;
  }

  answer(request) {
    if (request.method === "DELETE") {
      return this.onRelease(request);
    }
    return request.path.endsWith("/renew") ? this.onRenew(request) : this.onTake(request);
  }

  takes = () => this.requests.filter((one) => one.method === "POST" && one.path.endsWith("/midjourney"));
  renewals = () => this.requests.filter((one) => one.path.endsWith("/renew"));
  releases = () => this.requests.filter((one) => one.method === "DELETE");

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Waits for a condition, and returns its value. */
export async function until(condition, seconds = 10) {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const value = condition();
    if (value) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Not within ${seconds} s: ${condition}`);
}
