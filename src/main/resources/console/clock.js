/**
 * The time of the server. The times in its answers are compared with this clock, because the one of the reader may
 * be minutes off.
 */
export class Clock {
  #offset = 0;
  #listeners = new Set();
  #timer;
  #here;

  /** @param {() => number} [here] the time of the reader, in milliseconds */
  constructor(here = Date.now) {
    this.#here = here;
  }

  now = () => this.#here() + this.#offset;

  /** @param {string} at the server's time in an answer that has just arrived */
  set(at) {
    const parsed = Date.parse(at);
    this.#offset = Number.isNaN(parsed) ? this.#offset : parsed - this.#here();
  }

  /** Calls a listener each second. All texts that count down change in the same moment. */
  tick(listener) {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#listeners.forEach((each) => each()), 1_000);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    };
  }
}
