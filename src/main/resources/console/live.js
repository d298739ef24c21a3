import { EventStream } from "./events.js";
import { Poller } from "./poller.js";
import { PoolReader } from "./pool-reader.js";

/** Keeps the store up to date while the page is visible. */
export class Live {
  #poller;
  #events;

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./store.js").Store} store
   * @param {import("./clock.js").Clock} clock
   * @param {(text: string) => void} refused called when the API token is no longer accepted
   */
  constructor(api, store, clock, refused) {
    const reader = new PoolReader(api);
    let at;
    this.#poller = new Poller(async (signal) => {
      try {
        const pool = await reader.read(signal);
        if (signal.aborted) {
          return true;
        }
        // An answer that says that nothing changed brings no new time.
        if (pool.at !== at) {
          at = pool.at;
          clock.set(at);
        }
        store.poolArrived(pool, Date.now());
        return true;
      } catch (failure) {
        if (failure.status === 401) {
          refused(failure.text);
        } else if (!signal.aborted) {
          store.poolFailed(failure.text ?? "Berth's answer was cut off.", Date.now(), failure.status > 0);
        }
        return false;
      }
    });
    this.#events = new EventStream(api, {
      arrived: (events) => store.eventsArrived(events),
      live: (live) => store.eventsLive(live),
      refused: (failure) => refused(failure.text),
    });
  }

  /** A page that nobody sees must not cost a pod anything. @param {boolean} visible */
  show(visible) {
    for (const source of [this.#poller, this.#events]) {
      visible ? source.start() : source.stop();
    }
  }
}
