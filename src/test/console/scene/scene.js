/** The state of a pool that exists only in memory, and what happens to it. The same seed gives the same scene. */

const TAGS = ["pro", "video", "fast", "relax"];
const STATUSES = [
  [0.86, { status: "active" }],
  [0.9, { status: "paused" }],
  [0.94, { status: "cooling", until: 340 }],
  [0.96, { status: "rejected", reason: "Discord token is invalid" }],
  [0.98, { status: "rejected", reason: "Midjourney bot not configured", nextCheck: 55 }],
  [1, { status: "moderated", pendingModMessage: "Your job was stopped by a moderator. Please acknowledge it on Discord." }],
];

/** Numbers from 0 to 1 that look random. */
export function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

export class Scene {
  down = false;
  events = [];
  accounts = new Map();
  /** Called with each new event. */
  listeners = new Set();
  version = 0;
  waiting = 0;
  #slots = 0;

  /**
   * @param {object} options
   * @param {number} [options.busy] how much of the pool is held, 0 to 1
   * @param {() => number} [options.maxJobs] of the next account; random unless given
   */
  constructor({ accounts = 3, busy = 0.6, waiting = 0, maxJobs, now = Date.now, seed = 1 } = {}) {
    this.now = now;
    this.random = numbersFrom(seed);
    this.waiting = waiting;
    for (let index = 0; index < accounts; index++) {
      const account = this.add(this.channel(index), maxJobs?.() ?? 3 + Math.floor(this.random() * 13));
      // The first accounts are in rotation, so that a small scene has something to show.
      const drawn = index < 2 ? 0 : this.random();
      const state = STATUSES.find(([below]) => drawn < below);
      this.#enter(account, state[1]);
      for (let place = 0; place < account.maxJobs; place++) {
        if (this.random() < (account.status === "active" ? busy : busy / 6)) {
          this.take(account);
        }
      }
    }
    this.minutes = Array.from({ length: accounts === 0 ? 0 : 15 }, (_, index) => ({
      at: this.iso((index - 14) * 60),
      // the last minute is the running one
      granted: Math.round(accounts * (2 + 3 * this.random()) * (index < 14 ? 1 : ((now() / 1_000) % 60) / 60)),
      waitSeconds: waiting === 0 ? 0 : Math.round(40 * this.random()) / 10,
    }));
  }

  iso = (seconds = 0) => new Date(this.now() + seconds * 1000).toISOString();

  channel = (index) => String(1180000000000000000n + BigInt(index) * 7919000000n + 417n);

  add(channel, maxJobs) {
    const number = this.accounts.size;
    const account = {
      channel,
      status: "active",
      maxJobs,
      jobs: [],
      tags: number % 3 === 0 ? [TAGS[number % TAGS.length]] : [],
    };
    this.accounts.set(channel, account);
    this.changed();
    return account;
  }

  #enter(account, { status, reason, pendingModMessage, until, nextCheck }) {
    Object.assign(account, { status, reason, pendingModMessage });
    account.until = until === undefined ? undefined : this.iso(until * (0.5 + this.random()));
    account.nextCheck = nextCheck === undefined ? undefined : this.iso(nextCheck * (0.5 + this.random()));
    this.changed();
  }

  /** An account leaves rotation, or comes back. */
  enter(channel, status, by = { kind: "berth" }) {
    const account = this.accounts.get(channel);
    const [, state] = STATUSES.find(([, each]) => each.status === status);
    this.#enter(account, state);
    this.happened(status === "active" ? "account.recovered" : `account.${status}`, {
      channel,
      actor: by,
      reason: state.reason,
    });
  }

  take(account, ref = `render-${1000 + this.#slots}`) {
    const ago = this.random() * 200;
    account.jobs.push({
      slot: `s${(++this.#slots).toString(36).padStart(10, "0")}`,
      ref: this.#slots % 11 === 0 ? undefined : ref,
      grantedAt: this.iso(-ago),
      leasedUntil: this.iso(300 - ago),
    });
    this.changed();
  }

  release(account) {
    account.jobs.splice(Math.floor(this.random() * account.jobs.length), 1);
    this.changed();
  }

  /** A second of a busy pool: about one account in ten takes or releases a slot. */
  move() {
    for (const account of this.accounts.values()) {
      if (this.random() < 0.1) {
        if (account.jobs.length > 0 && this.random() < 0.5) {
          this.release(account);
        } else if (account.status === "active" && account.jobs.length < account.maxJobs) {
          this.take(account);
        }
      }
    }
  }

  happened(type, { channel, actor = { kind: "token", name: "ops" }, ...more } = {}) {
    const event = { id: String(this.events.length + 1), at: this.iso(), type, channel, actor, ...more };
    this.events.push(event);
    this.listeners.forEach((listener) => listener(event));
    return event;
  }

  changed() {
    this.version += 1;
  }
}
