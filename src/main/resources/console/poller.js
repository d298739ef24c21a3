import { backoff } from "./backoff.js";
import { pause } from "./pause.js";

/** Milliseconds between two reads. What a pod answers is up to a quarter of a second old. */
const PERIOD = 600;

/**
 * Does something again and again, one run after the other, while it is switched on. After a failure it waits longer,
 * but never long: an operator who repairs something looks at this page.
 */
export class Poller {
  #run;
  #timers;
  #stop;
  #failures = 0;

  /**
   * @param {(signal: AbortSignal) => Promise<boolean>} run whether it succeeded
   * @param {{setTimeout: Function, clearTimeout: Function}} [timers]
   */
  constructor(run, timers = globalThis) {
    this.#run = run;
    this.#timers = timers;
  }

  start() {
    if (this.#stop === undefined) {
      this.#stop = new AbortController();
      this.#loop(this.#stop.signal);
    }
  }

  stop() {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  async #loop(signal) {
    while (!signal.aborted) {
      this.#failures = (await this.#run(signal)) ? 0 : this.#failures + 1;
      if (!signal.aborted) {
        await pause(this.#failures === 0 ? PERIOD : backoff(this.#failures, { limit: 4_000 }), signal, this.#timers);
      }
    }
  }
}
