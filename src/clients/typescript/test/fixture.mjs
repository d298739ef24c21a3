import { afterEach, beforeEach } from "node:test";
import { Pool } from "../dist/berth.js";
import { ScriptedServer, granted, renewed, reply, until } from "./server.mjs";

/** A server and a pool for each test of the file that imports this. */
export let server;
export let pool;

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
export function script(...replies) {
  server.onTake = () => (replies.length > 1 ? replies.shift() : replies[0]);
}

/** Grants and renews leases of five seconds. */
export function fiveSeconds() {
  server.onTake = () => granted(server.takes().length, 5);
  server.onRenew = (request) => renewed(request.body.slots, 5);
}

export const lost = (slot, seconds) => until(() => slot.signal.aborted, seconds);
