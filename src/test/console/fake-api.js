/** A `fetch` that answers what a test says. */

export const json = (status, body, headers = {}) =>
  new Response(status === 204 || status === 304 ? null : JSON.stringify(body), { status, headers });

/**
 * @typedef {Response | Error | ((path: string, options: any) => Response | Promise<Response>)} Answer
 * @param {...Answer} answers one for each request
 */
export function fetchOf(...answers) {
  const requests = [];
  const fetcher = async (path, options) => {
    requests.push({ path, ...options });
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return typeof answer === "function" ? answer(path, options) : answer;
  };
  return { fetcher, requests };
}

/** Waits for what happens after the current turn, without a clock. */
export async function until(condition) {
  for (let turn = 0; !condition(); turn++) {
    if (turn === 1_000) {
      throw new Error("it did not happen");
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Timers that a test moves by hand. */
export class Timers {
  #timers = new Map();
  #next = 1;

  setTimeout = (run, delay) => {
    this.#timers.set(this.#next, { run, delay });
    return this.#next++;
  };

  clearTimeout = (timer) => this.#timers.delete(timer);

  /** Which timer was set last. */
  get newest() {
    return this.#next - 1;
  }

  get delays() {
    return [...this.#timers.values()].map((timer) => timer.delay);
  }

  /** Ends all timers of at most this delay. */
  pass(delay) {
    for (const [timer, { run, delay: own }] of this.#timers) {
      if (own <= delay) {
        this.#timers.delete(timer);
        run();
      }
    }
  }
}
