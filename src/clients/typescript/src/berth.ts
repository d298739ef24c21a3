/**
 * Takes job slots of Berth, keeps their leases, and releases them. One file without dependencies, for Node.js 18
 * and later, and for Deno.
 *
 * ```ts
 * const pool = new Pool("https://berth.example.com", token);
 * await using slot = await pool.slot({ wait: 20, lease: 120 });
 * await run(slot.channel, slot.discord, { signal: slot.signal });
 * ```
 */

// Node.js 18 lacks the symbol that `await using` needs.
(Symbol as { asyncDispose?: symbol }).asyncDispose ??= Symbol("Symbol.asyncDispose");

const SLOTS = "/v2/slots/midjourney";
const ACCOUNTS = "/v2/account/midjourney";

/** The shortest lease in seconds, which the service sets. A loss is then signalled a second before the end. */
export const SHORTEST = 5;

/** The longest lease in seconds, which the service sets. */
export const LONGEST = 3600;

/** The longest wait of one request in seconds, which the service sets. */
const LONGEST_WAIT = 60;

/** The most slots of one renewal, which the service sets. */
const MOST = 1000;

/** Milliseconds for which a request without an answer is repeated, even if the caller does not wait. */
const SETTLE = 5_000;

/** Milliseconds for which a release is repeated. If it does not succeed, the lease runs out. */
const RELEASE = 10_000;

/** Milliseconds between renewals that fail. The pause doubles, but a renewal is tried while there is time. */
const FIRST_RETRY = 500;
const LONGEST_RETRY = 10_000;

/** The longest pause of an account in seconds, which the service sets. */
const LONGEST_PAUSE = 30 * 24 * 3600;

/** Milliseconds of a clock that no one sets, and that goes on while the process is stopped. */
const now = (): number => performance.now();

const jitter = (milliseconds: number): number => milliseconds * (1 + Math.random() / 4);

// ---- What the service answers. Ignore fields that are not listed: later versions may add some.

/** An account. `discord` is the masked token; `status` says whether it is in rotation. */
export interface Account {
  channel: string;
  discord: string;
  maxJobs: number;
  status: string;
  until?: string;
  reason?: string;
  nextCheck?: string;
  pendingModMessage?: string;
}

/** The account that was created or updated. `discord` is the token as it was sent. */
export interface ConfiguredAccount {
  channel: string;
  discord: string;
  maxJobs: number;
}

/** A slot that is held, in a list. */
export interface HeldSlot {
  slot: string;
  channel: string;
  ref?: string;
  grantedAt: string;
  leasedUntil: string;
}

/** How much an account runs. `available`: how many more slots could be granted now. */
export interface AccountLoad {
  channel: string;
  status: string;
  maxJobs: number;
  executing: number;
  available: number;
}

/** A page of accounts with all that they run; `next` is there when more follow. */
export interface SlotList {
  executing: HeldSlot[];
  accounts: AccountLoad[];
  waiting: number;
  next?: string;
}

/** The caller's subscription. */
export interface Subscription {
  name: string;
  created: string;
  sub: string;
  quantity: number;
  accounts: number;
  maxJobs: number;
  expiresAt?: string;
}

interface Granted {
  slot: string;
  channel: string;
  discord?: string;
  fence: number;
  leasedUntil: string;
  leaseSeconds: number;
  ref?: string;
}

interface RenewedSlots {
  renewed: { slot: string; leasedUntil: string; leaseSeconds: number }[];
  ended: string[];
}

// ---- Errors

/** The service refused a request, or could not be reached. */
export class BerthError extends Error {
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** What the service adds for people. */
  readonly details: string | undefined;
  /** The id by which the service's log knows the request. */
  readonly requestId: string | undefined;
  /** Seconds after which a repetition makes sense. */
  readonly retryAfter: number | undefined;
  /** With {@link SlotBusy}: up to 100 of the slots that are held. */
  readonly executingJobs: readonly string[];

  constructor(message: string, answer?: Answer) {
    const body = record(answer?.body);
    const details = typeof body["errorDetails"] === "string" ? body["errorDetails"] : undefined;
    super(details === undefined ? message : `${message} (${details})`);
    this.name = new.target.name;
    this.status = answer?.status ?? 0;
    this.details = details;
    this.requestId = answer?.requestId;
    this.retryAfter = answer?.retryAfter;
    this.executingJobs = Array.isArray(body["executingJobs"]) ? body["executingJobs"].map(String) : [];
  }
}

/** A parameter is wrong, or Discord refuses the token that was posted (400). */
export class BadRequest extends BerthError {}
/** The API token is unknown, or may not do this (401, 403). */
export class Unauthorized extends BerthError {}
/** The subscription has expired, or allows no more accounts (402). */
export class PaymentRequired extends BerthError {}
/** No account is configured, or not the one that was asked for (404). */
export class NotConfigured extends BerthError {}
/** No account that fits can come back by itself; `details` says why (409). */
export class OutOfRotation extends BerthError {}
/** All accounts were busy until the time to wait was over (429). */
export class SlotBusy extends BerthError {}
/** The service can't be reached, or asks to come back later (429, 5xx, no answer). */
export class Unavailable extends BerthError {}

const KINDS: Record<number, typeof BerthError> = {
  400: BadRequest,
  401: Unauthorized,
  402: PaymentRequired,
  403: Unauthorized,
  404: NotConfigured,
  409: OutOfRotation,
  429: Unavailable,
};

function errorOf(answer: Answer): BerthError {
  const kind = KINDS[answer.status] ?? (answer.status >= 500 ? Unavailable : BerthError);
  return new kind(errorText(answer), answer);
}

function errorText(answer: Answer): string {
  const text = record(answer.body)["error"];
  return typeof text === "string" ? text : `Status ${answer.status}`;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

// ---- Requests

interface Answer {
  status: number;
  ok: boolean;
  /** `undefined` when the body is empty or no JSON. */
  body: unknown;
  requestId: string | undefined;
  /** Seconds. */
  retryAfter: number | undefined;
}

/** There was no answer: the request may have been carried out or not. */
class NoAnswer extends Error {}

interface SendOptions {
  body?: object;
  headers?: Record<string, string>;
  /** Milliseconds until the end of the answer. */
  timeout?: number;
  /** Cancels the request: the connection is closed, so the service notices. */
  signal?: AbortSignal | undefined;
}

class Http {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    // checked here, since the error of fetch would show the token
    if (!/^[!-~]+$/.test(token)) {
      throw new RangeError("token must be visible ASCII, without blanks or line ends");
    }
    this.#url = new URL(url).href.replace(/\/+$/, "");
    this.#token = token;
  }

  async send(method: string, path: string, options: SendOptions = {}): Promise<Answer> {
    const { body, headers, timeout = 10_000, signal } = options;
    signal?.throwIfAborted();
    const stop = new AbortController();
    const cancel = (): void => stop.abort();
    signal?.addEventListener("abort", cancel, { once: true });
    const timer = setTimeout(cancel, timeout);
    try {
      const response = await fetch(this.#url + path, {
        method,
        headers: {
          Authorization: "Bearer " + this.#token,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: stop.signal,
      });
      return answerOf(response, await response.text());
    } catch (failure) {
      signal?.throwIfAborted();
      // only the name: the text of the failure may quote the request
      throw new NoAnswer(failure instanceof Error ? failure.name : "Error");
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    }
  }
}

function answerOf(response: Response, content: string): Answer {
  let body: unknown;
  try {
    body = content === "" ? undefined : JSON.parse(content);
  } catch {
    body = undefined; // of a proxy
  }
  const retryAfter = response.headers.get("Retry-After");
  return {
    status: response.status,
    ok: response.ok,
    body,
    requestId: response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined,
  };
}

/** Waits, but not longer than until the signal. */
async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done, { once: true });
  });
  signal?.throwIfAborted();
}

// ---- Leases

/** Why a slot was lost: the service says so, no renewal got through in time, it was held for long, or the pool closed. */
export type LostReason = "ended" | "unrenewed" | "max_hold" | "closed";

/**
 * The time of one slot, in milliseconds of {@link now}. The service begins to count after the request was sent, so the
 * lease runs at least until `sent` plus its length.
 */
class Lease {
  deadline: number;
  renewAt: number;
  readonly #holdUntil: number;
  #failures = 0;

  constructor(
    sent: number,
    readonly seconds: number,
    left: number,
    maxHold: number | undefined,
  ) {
    this.#holdUntil = maxHold === undefined ? Infinity : sent + maxHold * 1000;
    this.deadline = sent + left * 1000;
    this.renewAt = this.#nextRenewal(sent);
  }

  renewed(sent: number, left: number): void {
    this.#failures = 0;
    this.deadline = Math.max(this.deadline, sent + left * 1000);
    this.renewAt = this.#nextRenewal(sent);
  }

  /** At a third of the lease, a little earlier by chance, so that pools don't renew in step. */
  #nextRenewal(sent: number): number {
    return sent + (this.deadline - sent) * (0.25 + 0.08 * Math.random());
  }

  /** A renewal has failed, and is tried again after a pause, or when the service says so. */
  retry(retryAfter: number | undefined): void {
    const backoff = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** this.#failures);
    const pause = Math.max(FIRST_RETRY, Math.min(backoff, (this.lostAt - now()) / 4));
    this.#failures = Math.min(10, this.#failures + 1);
    this.renewAt = now() + jitter(retryAfter ? retryAfter * 1000 : pause);
  }

  /** Milliseconds for one renewal, such that there is time for another when it hangs. */
  timeToRenew(): number {
    return Math.max(500, Math.min(10_000, (this.lostAt - now()) / 2));
  }

  /** Whether so much of the lease has passed that a new holder should renew it first. */
  get isWorn(): boolean {
    return this.deadline - now() < 900 * this.seconds;
  }

  /** When the holder is told that the slot is lost: early enough to stop the job before the end. */
  get lostAt(): number {
    return Math.min(this.deadline, this.#holdUntil) - Math.max(1000, 100 * this.seconds);
  }

  /** Whether it ends because it was held for as long as it may be. */
  get isHeldOut(): boolean {
    return this.renewAt === Infinity || this.#holdUntil <= this.deadline;
  }

  /** Seconds to renew for: 0 to renew no more; `undefined` for the length that the lease has. */
  nextSeconds(): number | undefined {
    const left = Math.floor((this.#holdUntil - now()) / 1000);
    if (left >= this.seconds) {
      return undefined;
    }
    return left < SHORTEST || this.deadline >= this.#holdUntil ? 0 : left;
  }
}

/** What a release says about the job. */
export type Outcome = "done" | "rejected" | "limited" | "moderated";

/** The right to run one job on one account, until {@link signal} aborts or the slot is released. */
export class Slot implements AsyncDisposable {
  /** The id. */
  readonly slot: string;
  /** The account's channel; follow-up jobs pin to it. */
  readonly channel: string;
  /** Grows with every grant of the service. */
  readonly fence: number;
  /** The caller's own note. */
  readonly ref: string | undefined;
  readonly #pool: PoolInternals;
  readonly #discord: string | undefined;
  readonly #lost = new AbortController();
  #lease: Lease;
  #reason: LostReason | undefined;
  #outcome: Record<string, string> = {};
  #release: Promise<void> | undefined;

  /** @internal */
  constructor(pool: PoolInternals, granted: Granted, lease: Lease) {
    this.#pool = pool;
    this.slot = granted.slot;
    this.channel = granted.channel;
    this.fence = granted.fence;
    this.ref = granted.ref;
    this.#discord = granted.discord;
    this.#lease = lease;
  }

  /** The account's Discord token, whole; `undefined` when the account was deleted since the grant. */
  get discord(): string | undefined {
    this.check();
    return this.#discord;
  }

  /** Aborts when the job must stop. Reading it looks at the clock first, for a process that was stopped meanwhile. */
  get signal(): AbortSignal {
    this.check();
    return this.#lost.signal;
  }

  /** Whether the job must stop. */
  get lost(): boolean {
    return this.signal.aborted;
  }

  /** Why the slot is lost; `undefined` while it is held. */
  get lostReason(): LostReason | undefined {
    this.check();
    return this.#reason;
  }

  /** Calls back once when the slot is lost; soon if it is. */
  onLost(callback: () => void): void {
    if (this.lost) {
      queueMicrotask(callback);
    } else {
      this.#lost.signal.addEventListener("abort", callback, { once: true });
    }
  }

  /**
   * Sets what the release will say about the job: `rejected`, Discord refused the token; `limited`, Discord asked for a
   * pause of `retryAfter` seconds; `moderated`, with what Midjourney says as `message`, and with `retryAfter` if it ends by
   * itself.
   *
   * @throws RangeError when the outcome is none of these, `limited` has no `retryAfter`, or that is above 30 days
   */
  outcome(kind: Outcome, more: { retryAfter?: number; message?: string } = {}): void {
    if (!["done", "rejected", "limited", "moderated"].includes(kind)) {
      throw new RangeError("outcome must be done, rejected, limited or moderated");
    }
    if (kind === "limited" && more.retryAfter === undefined) {
      throw new RangeError("the outcome limited needs retryAfter");
    }
    const outcome: Record<string, string> = { outcome: kind };
    if (more.retryAfter !== undefined) {
      outcome["retryAfter"] = String(wholePause(more.retryAfter));
    }
    if (more.message !== undefined) {
      outcome["message"] = more.message;
    }
    this.#outcome = outcome;
  }

  /** Ends the lease, with the outcome that was set. Never rejects; a second call sends nothing. */
  release(): Promise<void> {
    this.#release ??= this.#pool.release(this);
    return this.#release;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  /** Without the token. */
  toJSON(): object {
    return { slot: this.slot, channel: this.channel, fence: this.fence };
  }

  /** @internal */
  get lease(): Lease {
    return this.#lease;
  }

  /** @internal */
  set lease(lease: Lease) {
    this.#lease = lease;
  }

  /** @internal */
  get path(): string {
    const query = new URLSearchParams(this.#outcome).toString();
    return `${SLOTS}/${this.slot}${query === "" ? "" : "?" + query}`;
  }

  /** Whether an outcome was set, which is forgotten. @internal */
  forgetOutcome(): boolean {
    const known = "outcome" in this.#outcome;
    this.#outcome = {};
    return known;
  }

  /** Notices that the lease is over by the clock, whatever the timers have got to. @internal */
  check(): void {
    if (this.#release === undefined && now() >= this.#lease.lostAt) {
      this.lose(this.#lease.isHeldOut ? "max_hold" : "unrenewed");
    }
  }

  /** @internal */
  lose(reason: LostReason): void {
    if (this.#reason === undefined) {
      this.#reason = reason;
      this.#lost.abort(new Error("The slot is lost: " + reason));
    }
  }
}

/** Whole seconds, rounded up: the service refuses long fractions, and shorter would be too early. */
function wholePause(seconds: number): number {
  if (!(seconds <= LONGEST_PAUSE)) {
    throw new RangeError("retryAfter must be at most 30 days");
  }
  return Math.max(1, Math.ceil(seconds));
}

interface PoolInternals {
  release(slot: Slot): Promise<void>;
}

/** A timer that lets the process end. */
function backgroundTimer(work: () => void, at: number): ReturnType<typeof setTimeout> {
  // longer delays would overflow; the work looks at the clock anyway
  const timer = setTimeout(work, Math.max(0, Math.min(at - now(), 60_000)));
  (timer as unknown as { unref?: () => void }).unref?.();
  return timer;
}

/**
 * Renews the slots of a pool together, and signals those that are lost. The signals have a timer of their own, so that
 * a renewal that hangs does not delay them.
 */
class Keeper {
  readonly #slots = new Map<string, Slot>();
  readonly #http: Http;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #renewing = false;

  constructor(http: Http) {
    this.#http = http;
  }

  get held(): Slot[] {
    return [...this.#slots.values()];
  }

  add(slot: Slot): void {
    this.#slots.set(slot.slot, slot);
    this.#schedule();
  }

  /** Renews the slot no more. An answer that is under way does not touch it any more. */
  remove(slot: Slot): void {
    if (this.#slots.get(slot.slot) === slot) {
      this.#slots.delete(slot.slot);
    }
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#watch);
    clearTimeout(this.#renewal);
    const slots = this.held;
    if (slots.length > 0) {
      this.#watch = backgroundTimer(() => this.#check(), Math.min(...slots.map((slot) => slot.lease.lostAt)));
      const renewAt = Math.min(...slots.map((slot) => slot.lease.renewAt));
      if (!this.#renewing && renewAt !== Infinity) {
        this.#renewal = backgroundTimer(() => void this.#renew(), renewAt);
      }
    }
  }

  #check(): void {
    for (const slot of this.held) {
      if (slot.lost) {
        this.#slots.delete(slot.slot);
      }
    }
    this.#schedule();
  }

  async #renew(): Promise<void> {
    // before the check, which would begin another renewal
    this.#renewing = true;
    try {
      // what happened while the process was stopped comes first
      this.#check();
      const soon = this.held.filter((slot) => slot.lease.renewAt <= now() + 100 * slot.lease.seconds);
      await Promise.all(groups(soon).map(([seconds, slots]) => this.#send(seconds, slots)));
    } finally {
      this.#renewing = false;
      this.#schedule();
    }
  }

  async #send(seconds: number | undefined, slots: Slot[]): Promise<void> {
    if (seconds === 0) {
      slots.forEach((slot) => (slot.lease.renewAt = Infinity));
      return;
    }
    let retryAfter: number | undefined;
    try {
      const sent = now();
      const answer = await this.#http.send("POST", SLOTS + "/renew", {
        body: { slots: slots.map((slot) => slot.slot), ...(seconds === undefined ? {} : { leaseSeconds: seconds }) },
        timeout: Math.min(...slots.map((slot) => slot.lease.timeToRenew())),
      });
      if (answer.ok) {
        this.#learn(sent, slots, answer.body as RenewedSlots);
        return;
      }
      retryAfter = answer.retryAfter;
    } catch {
      // no answer, or one of no sense: tried again until the slots are lost
    }
    slots.forEach((slot) => slot.lease.retry(retryAfter));
  }

  #learn(sent: number, slots: Slot[], answer: RenewedSlots): void {
    const renewed = new Map(answer.renewed.map((one) => [one.slot, one]));
    const ended = new Set(answer.ended);
    for (const slot of slots) {
      // a slot that was lost or released meanwhile stays so: its job has been told to stop
      if (slot.lost || this.#slots.get(slot.slot) !== slot) {
        continue;
      }
      const one = renewed.get(slot.slot);
      if (Number.isFinite(one?.leaseSeconds)) {
        slot.lease.renewed(sent, one!.leaseSeconds);
      } else if (ended.has(slot.slot)) {
        this.#slots.delete(slot.slot);
        slot.lose("ended");
      } else {
        slot.lease.retry(undefined); // an answer of no sense
      }
    }
  }
}

/** Slots that can be renewed by one request: mostly all, each for the length that it has. */
function groups(slots: Slot[]): [number | undefined, Slot[]][] {
  const bySeconds = new Map<number | undefined, Slot[]>();
  for (const slot of slots) {
    const seconds = slot.lease.nextSeconds();
    bySeconds.set(seconds, [...(bySeconds.get(seconds) ?? []), slot]);
  }
  return [...bySeconds].flatMap(([seconds, all]) => {
    const parts: [number | undefined, Slot[]][] = [];
    for (let start = 0; start < all.length; start += MOST) {
      parts.push([seconds, all.slice(start, start + MOST)]);
    }
    return parts;
  });
}

// ---- The pool

const accountPath = (channel: string): string => `${ACCOUNTS}/${encodeURIComponent(channel)}`;

/** What a slot must be like. */
export interface SlotOptions {
  /** Seconds to wait for a slot when there is none; 0 unless it is set. */
  wait?: number;
  /** Seconds, 5 to 3600, after which the slot is free if this process ends without a release; 300 unless it is set. */
  lease?: number;
  /** Seconds after which the slot is lost, however often it was renewed. */
  maxHold?: number;
  /** Takes a slot of this account only. */
  channel?: string;
  /** A note, which lists of slots show. */
  ref?: string;
  /** Ends the wait. A request that is aborted leaves no slot behind. */
  signal?: AbortSignal;
}

/** The job slots of one subscription. */
export class Pool implements AsyncDisposable {
  readonly #http: Http;
  readonly #keeper: Keeper;
  readonly #internals: PoolInternals;

  /**
   * @param url where Berth is
   * @param token an API token of the subscription
   */
  constructor(url: string, token: string) {
    this.#http = new Http(url, token);
    this.#keeper = new Keeper(this.#http);
    this.#internals = { release: (slot) => this.#release(slot) };
  }

  /**
   * Takes a slot, which must be released, best by `await using`. It is renewed until then.
   *
   * @throws SlotBusy, OutOfRotation, NotConfigured, Unavailable or another BerthError; RangeError when an option is out of
   *   bounds; the reason of the signal when that aborts
   */
  async slot(options: SlotOptions = {}): Promise<Slot> {
    const { wait = 0, lease = 300, maxHold, channel, ref, signal } = options;
    if (!Number.isInteger(lease) || lease < SHORTEST || lease > LONGEST) {
      throw new RangeError(`lease must be ${SHORTEST} to ${LONGEST} seconds`);
    }
    if (maxHold !== undefined && !(maxHold >= SHORTEST)) {
      throw new RangeError(`maxHold must be at least ${SHORTEST} seconds`);
    }
    // a lease that is longer than the slot may be held would only be lost earlier
    const leaseSeconds = maxHold === undefined ? lease : Math.min(lease, Math.ceil(maxHold));
    const body = {
      leaseSeconds,
      ...(channel === undefined ? {} : { channel }),
      ...(ref === undefined ? {} : { ref }),
    };
    const key = crypto.randomUUID();
    const deadline = now() + Math.max(0, wait) * 1000;
    const settled = now() + SETTLE;
    let failures = 0;
    const backoff = (): number => Math.min(5_000, 100 * 2 ** ++failures);
    const pause = async (milliseconds: number, error: BerthError, until: number): Promise<void> => {
      const time = jitter(milliseconds);
      if (now() + time > Math.max(deadline, until)) {
        throw error;
      }
      await sleep(time, signal);
    };
    for (;;) {
      const sent = now();
      const seconds = Math.floor(Math.min(LONGEST_WAIT, Math.max(0, (deadline - sent) / 1000)));
      let answer: Answer;
      try {
        answer = await this.#http.send("POST", SLOTS, {
          body,
          headers: { "Idempotency-Key": key, ...(seconds > 0 ? { Prefer: `wait=${seconds}` } : {}) },
          timeout: seconds * 1000 + 10_000,
          signal,
        });
      } catch (failure) {
        if (!(failure instanceof NoAnswer)) {
          throw failure;
        }
        await pause(backoff(), new Unavailable("No answer: " + failure.message), settled);
        continue;
      }
      if (answer.ok && Number.isFinite(record(answer.body)["leaseSeconds"])) {
        const slot = await this.#granted(sent, answer.body as Granted, leaseSeconds, maxHold, signal);
        if (slot !== undefined) {
          return slot;
        }
        await pause(backoff(), new Unavailable("Slots come too late", answer), settled);
      } else if (answer.status === 429) {
        // after a wait at the service, back into its queue at once
        const waited = seconds > 0 && now() - sent > 900 * seconds;
        await pause(waited ? 100 : (answer.retryAfter ?? 1) * 1000, new SlotBusy(errorText(answer), answer), deadline);
      } else if (answer.ok || answer.status >= 500) {
        const time = (answer.retryAfter ?? 0) * 1000 || backoff();
        await pause(time, new Unavailable(errorText(answer), answer), settled);
      } else {
        throw errorOf(answer);
      }
    }
  }

  /** Takes a slot for a function, and releases it afterwards. An error of the function is never hidden. */
  async withSlot<T>(options: SlotOptions, run: (slot: Slot) => Promise<T>): Promise<T> {
    const slot = await this.slot(options);
    try {
      return await run(slot);
    } finally {
      await slot.release();
    }
  }

  /** A page of accounts with all that they run. */
  async slots(page: { limit?: number; after?: string } = {}): Promise<SlotList> {
    const query = new URLSearchParams({ limit: String(page.limit ?? 100) });
    if (page.after !== undefined) {
      query.set("after", page.after);
    }
    return (await this.#call("GET", `${SLOTS}?${query}`)) as SlotList;
  }

  /** All accounts by channel; an empty object when there is none. */
  async accounts(): Promise<Record<string, Account>> {
    try {
      return (await this.#call("GET", ACCOUNTS)) as Record<string, Account>;
    } catch (failure) {
      if (failure instanceof NotConfigured) {
        return {};
      }
      throw failure;
    }
  }

  /** One account; throws NotConfigured when there is none. */
  async account(channel: string): Promise<Account> {
    return (await this.#call("GET", accountPath(channel))) as Account;
  }

  /** Creates or updates the account of a Discord token. */
  async configure(discord: string, maxJobs?: number): Promise<ConfiguredAccount> {
    const body = { discord, ...(maxJobs === undefined ? {} : { maxJobs }) };
    return (await this.#call("POST", ACCOUNTS, body)) as ConfiguredAccount;
  }

  /** Deletes an account. Its running slots live out their leases. */
  async delete(channel: string): Promise<void> {
    await this.#call("DELETE", accountPath(channel));
  }

  /** Takes an account out of rotation. */
  async pause(channel: string): Promise<void> {
    await this.#call("POST", accountPath(channel) + "/pause");
  }

  /** Ends the pause of an account. */
  async resume(channel: string): Promise<void> {
    await this.#call("POST", accountPath(channel) + "/resume");
  }

  /** Brings an account back into rotation, if Discord accepts its token. */
  async reset(channel: string): Promise<void> {
    await this.#call("POST", accountPath(channel) + "/reset");
  }

  /** The caller's subscription. */
  async subscription(): Promise<Subscription> {
    return (await this.#call("GET", "/v2/account")) as Subscription;
  }

  /** Signals the slots that are still held as lost, and releases them. */
  async close(): Promise<void> {
    await Promise.all(
      this.#keeper.held.map((slot) => {
        slot.lose("closed");
        return slot.release();
      }),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    let answer: Answer;
    try {
      // as long as the service may need to ask Discord
      answer = await this.#http.send(method, path, { timeout: 30_000, ...(body === undefined ? {} : { body }) });
    } catch (failure) {
      throw failure instanceof NoAnswer ? new Unavailable("No answer: " + failure.message) : failure;
    }
    if (!answer.ok) {
      throw errorOf(answer);
    }
    return answer.body;
  }

  /** The slot of an answer; `undefined` when nothing is left of its lease. */
  async #granted(
    sent: number,
    granted: Granted,
    seconds: number,
    maxHold: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Slot | undefined> {
    const slot = new Slot(this.#internals, granted, new Lease(sent, seconds, granted.leaseSeconds, maxHold));
    if (signal?.aborted) {
      await slot.release();
      signal.throwIfAborted();
    }
    // The service began to count somewhere after the request was sent. After a long wait, a renewal finds out how long
    // the lease really runs. And a repeated request may get a lease that has run for a while.
    if (slot.lease.isWorn && !(await this.#confirmed(slot, seconds, maxHold))) {
      await slot.release();
      return undefined;
    }
    this.#keeper.add(slot);
    return slot;
  }

  /** Renews a new slot; returns whether there is enough of its lease. */
  async #confirmed(slot: Slot, seconds: number, maxHold: number | undefined): Promise<boolean> {
    const sent = now();
    try {
      const answer = await this.#http.send("POST", `${SLOTS}/${slot.slot}/renew`, { timeout: 5_000 });
      if (answer.status === 404 || answer.status === 410) {
        return false;
      }
      if (answer.ok) {
        slot.lease = new Lease(sent, seconds, (answer.body as Granted).leaseSeconds, maxHold);
      }
    } catch {
      // what is left of the lease decides
    }
    return now() < slot.lease.lostAt;
  }

  async #release(slot: Slot): Promise<void> {
    // first, so that no renewal goes out after the release, nor marks the slot as lost
    this.#keeper.remove(slot);
    if (slot.lostReason === "ended") {
      return;
    }
    const begun = now();
    // at least one request, since the service may count a little longer than this process
    const deadline = Math.max(begun + 1_000, Math.min(begun + RELEASE, slot.lease.deadline));
    for (let pause = 200; ; pause = Math.min(2_000, 2 * pause)) {
      const left = deadline - now();
      if (await this.#releaseOnce(slot, Math.max(100, Math.min(5_000, left)))) {
        return;
      }
      if (now() + pause >= deadline) {
        return; // the slot is free when its lease ends
      }
      await sleep(jitter(pause), undefined);
    }
  }

  /** Whether nothing is left to do: it is released, or had ended, or can't be released. */
  async #releaseOnce(slot: Slot, timeout: number): Promise<boolean> {
    try {
      const answer = await this.#http.send("DELETE", slot.path, { timeout });
      if (answer.status === 400 && slot.forgetOutcome()) {
        return false; // an outcome that the service refuses must not keep the slot from the others
      }
      return answer.status < 500 && answer.status !== 429;
    } catch {
      return false;
    }
  }
}
