/** Requests to Berth, with the caller's API token. */

/** An answer that is no success, or no answer. `text` says to a person what is wrong. */
export class ApiError extends Error {
  /** @param {number} status 0 when there was no answer @param {string} text @param {number} [retryAfter] seconds */
  constructor(status, text, retryAfter) {
    super(text);
    this.status = status;
    this.text = text;
    this.retryAfter = retryAfter;
  }
}

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Berth's error as a sentence, or two. */
function textOf(status, body, retryAfter) {
  const texts = [body.error ?? `Berth answered with the status ${status}`, body.errorDetails];
  if (retryAfter) {
    texts.push(`Try again in ${retryAfter} s`);
  }
  return texts
    .filter((text) => typeof text === "string" && text !== "")
    .map(sentence)
    .join(" ");
}

/** A proxy in front of Berth may answer with something else than JSON. */
async function jsonOf(response) {
  try {
    return (await response.json()) ?? {};
  } catch {
    return {};
  }
}

export class Api {
  #token;
  #fetch;
  #timeout;

  /** @param {string} token @param {typeof fetch} [fetcher] @param {number} [timeout] milliseconds for an answer */
  constructor(token, fetcher = (...request) => fetch(...request), timeout = 10_000) {
    this.#token = token;
    this.#fetch = fetcher;
    this.#timeout = timeout;
  }

  /** The bare response, for streams and conditional requests. */
  async send(path, { method = "GET", headers = {}, body, signal } = {}) {
    const given = { Authorization: `Bearer ${this.#token}`, ...headers };
    try {
      return await this.#fetch(path, {
        method,
        headers: body === undefined ? given : { ...given, "Content-Type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
        cache: "no-store",
        credentials: "omit",
      });
    } catch (failure) {
      if (failure.name === "AbortError") {
        throw failure;
      }
      const late = failure.name === "TimeoutError";
      throw new ApiError(0, late ? "Berth did not answer in time." : "Berth can't be reached. Check that it runs.");
    }
  }

  /** @returns {Promise<any>} the body; `undefined` when there is none */
  async json(path, options = {}) {
    const response = await this.send(path, { signal: AbortSignal.timeout(this.#timeout), ...options });
    await this.refuse(response);
    return response.status === 204 ? undefined : jsonOf(response);
  }

  /** Throws an `ApiError` unless the response is a success or says that nothing changed. */
  async refuse(response) {
    if (!response.ok && response.status !== 304) {
      const retryAfter = Number(response.headers.get("Retry-After")) || undefined;
      throw new ApiError(response.status, textOf(response.status, await jsonOf(response), retryAfter), retryAfter);
    }
  }

  subscription = () => this.json("/v2/account");

  events = (limit) => this.json(`/v2/events?limit=${limit}`);

  addAccount = (discord, maxJobs) =>
    this.json("/v2/account/midjourney", {
      method: "POST",
      body: maxJobs === undefined ? { discord } : { discord, maxJobs },
    });

  setMaxJobs = (channel, maxJobs) => this.#account(channel, "", "PATCH", { maxJobs });

  deleteAccount = (channel) => this.#account(channel, "", "DELETE");

  /** @param {"pause" | "resume" | "reset"} change */
  changeAccount = (channel, change) => this.#account(channel, `/${change}`, "POST");

  releaseSlot = (slot) => this.json(`/v2/slots/midjourney/${encodeURIComponent(slot)}`, { method: "DELETE" });

  #account(channel, change, method, body) {
    return this.json(`/v2/account/midjourney/${encodeURIComponent(channel)}${change}`, { method, body });
  }
}
