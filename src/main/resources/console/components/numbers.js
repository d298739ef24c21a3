import { html } from "lit";
import { store } from "../console.js";
import { count } from "../format.js";
import { shapeOf, statusCounts } from "../statuses.js";
import { icon } from "./icons.js";
import { PoolElement } from "./pool-element.js";

const ROOMS = [
  { room: "free", title: "Show accounts with a free place" },
  { room: "held", title: "Show accounts that run jobs" },
  { room: "full", name: "waiting", title: "Show accounts without a free place: what waiters wait for" },
];

/** The numbers of the pool. Each is a filter of the list below. */
class Numbers extends PoolElement {
  parts({ pool, view }) {
    return [pool, view];
  }

  render() {
    const { pool, view } = store.state;
    return html`
      <section class="numbers" aria-label="The pool in numbers, as filters">
        ${ROOMS.map(({ room, name = room, title }) =>
          this.#number(name, pool[name], view.room === room, title, () => store.roomToggled(room)),
        )}
        ${statusCounts(pool.accounts).map(({ name, number }) =>
          this.#number(
            html`${icon(shapeOf(name))} ${name}`,
            number,
            view.statuses.includes(name),
            `Show ${name} accounts`,
            () => store.statusToggled(name),
            name,
          ),
        )}
      </section>
    `;
  }

  #number(label, number, pressed, title, toggle, status = "") {
    return html`
      <button
        class="number"
        data-status=${status}
        ?data-none=${number === 0}
        aria-pressed=${pressed ? "true" : "false"}
        title=${title}
        @click=${toggle}
      >
        <span class="figure">${count(number)}</span> <span class="label">${label}</span>
      </button>
    `;
  }
}

customElements.define("berth-numbers", Numbers);
