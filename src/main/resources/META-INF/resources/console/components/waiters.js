import { html } from "lit";
import { store } from "../console.js";
import { counted, duration } from "../format.js";
import { PoolElement } from "./pool-element.js";

/** Who waits for a slot, and for how long. */
class Waiters extends PoolElement {
  parts({ pool }) {
    return [pool.waiting, pool.oldestWaiterSeconds];
  }

  render() {
    const { waiting, oldestWaiterSeconds } = store.state.pool;
    return html`
      <section class="panel" aria-labelledby="waiters-title">
        <h2 id="waiters-title">Oldest waiter</h2>
        <p>
          ${
            waiting === 0 || oldestWaiterSeconds === undefined
              ? "Nobody waits for a slot."
              : html`Waits for <strong>${duration(oldestWaiterSeconds)}</strong>, of ${counted(waiting, "waiter")}.`
          }
        </p>
      </section>
    `;
  }
}

customElements.define("berth-waiters", Waiters);
