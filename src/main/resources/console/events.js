import { backoff } from "./backoff.js";
import { pause } from "./pause.js";
import { messageParser } from "./sse.js";

/** Berth sends a comment every 15 seconds, so a connection that says nothing for this long is dead. */
const SILENCE = 40_000;
const NEWEST = 100;

/**
 * Follows the events: first the newest ones, then the stream behind them. `EventSource` can't send an API token, so
 * this reads the stream of a `fetch`. After a break it goes on behind the last event that it saw.
 */
export class EventStream {
  #api;
  #listener;
  #timers;
  #last;
  #stop;
  #failures = 0;

  /**
   * @param {import("./api.js").Api} api
   * @param {object} listener
   * @param {(events: any[]) => void} listener.arrived oldest first
   * @param {(live: boolean) => void} listener.live
   * @param {(failure: Error) => void} listener.refused called when the API token is no longer accepted
   */
  constructor(api, listener, timers = globalThis) {
    this.#api = api;
    this.#listener = listener;
    this.#timers = timers;
  }

  start() {
    if (this.#stop === undefined) {
      this.#stop = new AbortController();
      this.#failures = 0;
      this.#loop(this.#stop.signal);
    }
  }

  stop() {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#listener.live(false);
  }

  async #loop(signal) {
    while (!signal.aborted) {
      try {
        await this.#catchUp();
        if (!signal.aborted) {
          await this.#follow(signal);
        }
      } catch (failure) {
        if (failure.status === 401) {
          this.#listener.refused(failure);
          return;
        }
      }
      if (!signal.aborted) {
        this.#listener.live(false);
        this.#failures += 1;
        await pause(backoff(this.#failures), signal, this.#timers);
      }
    }
  }

  /** The stream tells only what happens from now on, unless it is told where to begin. */
  async #catchUp() {
    if (this.#last === undefined) {
      const { events, last } = await this.#api.events(NEWEST);
      this.#last = last;
      this.#listener.arrived(events);
    }
  }

  async #follow(signal) {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    signal.addEventListener("abort", abort, { once: true });
    let timer = this.#timers.setTimeout(abort, SILENCE);
    try {
      const response = await this.#api.send("/v2/events", {
        headers: { Accept: "text/event-stream", ...(this.#last && { "Last-Event-ID": this.#last }) },
        signal: attempt.signal,
      });
      await this.#api.refuse(response);
      this.#listener.live(true);
      this.#failures = 0;
      const parse = messageParser((message) => this.#arrived(message));
      const text = new TextDecoder();
      for (const reader = response.body.getReader(); ;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        this.#timers.clearTimeout(timer);
        timer = this.#timers.setTimeout(abort, SILENCE);
        parse(text.decode(value, { stream: true }));
      }
    } finally {
      this.#timers.clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }

  #arrived({ id, data }) {
    this.#last = id ?? this.#last;
    this.#listener.arrived([JSON.parse(data)]);
  }
}
