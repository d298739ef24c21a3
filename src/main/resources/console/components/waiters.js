import { html } from "lit";
import { clock, store } from "../console.js";
import { counted, duration } from "../format.js";
import { TickingElement } from "./ticking-element.js";

/** Who waits for a slot, and for how long. */
class Waiters extends TickingElement {
  drawable({ pool }) {
    return pool !== undefined;
  }

  parts({ pool }) {
    return [pool.waiting, pool.oldestWaiterSince];
  }

  render() {
    const { waiting, oldestWaiterSince } = store.state.pool;
    const seconds = Math.max(0, (clock.now() - Date.parse(oldestWaiterSince)) / 1_000);
    return html`
      <section class="panel" aria-labelledby="waiters-title">
        <h2 id="waiters-title">Oldest waiter</h2>
        <p>
          ${
            waiting === 0 || oldestWaiterSince === undefined
              ? "Nobody waits for a slot."
              : html`Waits for <strong>${duration(seconds)}</strong>, of ${counted(waiting, "waiter")}.`
          }
        </p>
      </section>
    `;
  }
}

customElements.define("berth-waiters", Waiters);
