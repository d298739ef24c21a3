import { poolOf } from "./pool.js";

/** The API tokens of the scene, by their role. */
export const TOKENS = { full: "full-token", worker: "worker-token", read: "read-token" };
const CEILING = 15;

const error = (status, text, errorDetails, headers) => ({
  status,
  headers,
  body: { error: text, errorDetails, code: status },
});

const limits = (maxJobs) => {
  if (!Number.isInteger(maxJobs)) {
    return error(400, "Required param maxJobs must be an integer");
  }
  if (maxJobs > CEILING) {
    return error(400, `Required param maxJobs ${maxJobs} can't be more that ${CEILING}`);
  }
  return maxJobs < 1 ? error(400, `Required param maxJobs ${maxJobs} can't be less than 1`) : undefined;
};

function subscription({ scene }, name) {
  return {
    status: 200,
    body: {
      name: "studio",
      quantity: 600,
      accounts: scene.accounts.size,
      maxJobs: CEILING,
      expiresAt: scene.expiresAt,
      token: { name: `${name}-1`, role: name },
    },
  };
}

function pool({ scene, url, request }) {
  const tag = `"${scene.version}"`;
  if (request.headers["if-none-match"] === tag) {
    return { status: 304, headers: { ETag: tag } };
  }
  const limit = Number(url.searchParams.get("limit") ?? 1000);
  return {
    status: 200,
    headers: { ETag: tag },
    body: poolOf(scene, { limit, after: url.searchParams.get("after") ?? "" }),
  };
}

function post({ scene, body }) {
  const { discord, maxJobs = 3 } = body;
  if (typeof discord !== "string" || discord.trim() === "") {
    return error(400, "Required param discord is missing or empty");
  }
  const refused = limits(maxJobs);
  if (refused) {
    return refused;
  }
  if (discord.includes(" ")) {
    return error(400, "Required param discord is malformed", "There is a blank in it.");
  }
  if (discord === "invalid") {
    return error(400, "Discord token is invalid");
  }
  if (discord === "limited") {
    return error(429, "Discord rate limit", undefined, { "Retry-After": "7" });
  }
  const account = scene.add(scene.channel(700 + scene.accounts.size), maxJobs);
  scene.happened("account.created", { channel: account.channel, changed: { maxJobs } });
  return { status: 201, body: { discord, channel: account.channel, maxJobs } };
}

const CHANGES = {
  pause: { to: "paused", type: "account.paused" },
  resume: { to: "active", type: "account.resumed" },
  reset: { to: "active", type: "account.recovered" },
};

function change({ scene, method, body, channel, part }) {
  const account = scene.accounts.get(channel);
  if (account === undefined) {
    return error(404, "Channel is not configured");
  }
  if (method === "DELETE") {
    scene.accounts.delete(channel);
    scene.happened("account.deleted", { channel });
  } else if (method === "PATCH") {
    const refused = limits(body.maxJobs);
    if (refused) {
      return refused;
    }
    account.maxJobs = body.maxJobs;
    scene.happened("account.updated", { channel, changed: { maxJobs: body.maxJobs } });
  } else if (part === "reset" && account.status === "rejected") {
    return error(400, "Discord token is invalid");
  } else {
    Object.assign(account, {
      status: CHANGES[part].to,
      reason: undefined,
      pendingModMessage: undefined,
      until: undefined,
      nextCheck: undefined,
    });
    scene.happened(CHANGES[part].type, { channel });
  }
  scene.changed();
  return method === "PATCH" ? { status: 200, body: account } : { status: 204 };
}

function release({ scene, slot }) {
  for (const account of scene.accounts.values()) {
    const index = account.jobs.findIndex((job) => job.slot === slot);
    if (index >= 0) {
      account.jobs.splice(index, 1);
      scene.changed();
      return { status: 204 };
    }
  }
  return error(410, "Slot was released or has expired");
}

/** @returns {{status: number, headers?: object, body?: object}} */
export function answer(call) {
  const { request, url, method } = call;
  const given = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  const role = Object.keys(TOKENS).find((each) => TOKENS[each] === given);
  if (role === undefined) {
    return error(401, "Unauthorized", undefined, { "WWW-Authenticate": "Bearer" });
  }
  const [, , resource, kind, id, part] = url.pathname.split("/");
  const releases = resource === "slots" && method === "DELETE";
  if (method !== "GET" && role !== "full" && !(role === "worker" && releases)) {
    return error(403, "Forbidden", `The role ${role} may not do this.`);
  }
  if (url.pathname === "/v2/account") {
    return subscription(call, role);
  }
  if (url.pathname === "/v2/pool") {
    return pool(call);
  }
  if (url.pathname === "/v2/events") {
    const events = call.scene.events.slice(-Number(url.searchParams.get("limit") ?? 100));
    return { status: 200, body: { events, last: events.at(-1)?.id ?? "0" } };
  }
  if (releases && kind === "midjourney") {
    return release({ ...call, slot: id });
  }
  if (resource === "account" && kind === "midjourney") {
    return id === undefined ? post(call) : change({ ...call, channel: id, part });
  }
  return error(404, "Not found");
}
