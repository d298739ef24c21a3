import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { store } from "../console.js";
import "./account-row.js";
import { COLUMNS } from "./columns.js";
import { FocusKeeper } from "./focus-keeper.js";
import { GridFocus } from "./grid-focus.js";
import { icon } from "./icons.js";
import { StoreElement } from "./store-element.js";

/** The list of accounts: a row for each, in the order of the view. */
class AccountGrid extends StoreElement {
  constructor() {
    super();
    new FocusKeeper(this, ({ index }) => {
      const rows = this.querySelectorAll("berth-account");
      return rows[Math.min(Math.max(index, 0), rows.length - 1)]?.querySelector("[tabindex]");
    });
  }

  parts({ view, selected, running, failures }) {
    return [store.visible, store.mayChange, view.sort, selected, running, failures];
  }

  render() {
    const { selected, running, failures } = store.state;
    const mayChange = store.mayChange;
    return html`
      <p class="unseen" id="grid-keys">Arrow keys move between accounts and their controls.</p>
      <div
        role="grid"
        aria-labelledby="accounts-title"
        aria-describedby="grid-keys"
        class=${mayChange ? "grid changing" : "grid"}
      >
        <div role="rowgroup">${this.#heads(mayChange)}</div>
        <div role="rowgroup">
          ${repeat(
            store.visible,
            (place) => place.channel,
            (place) => html`<berth-account
              .place=${place}
              .mayChange=${mayChange}
              .selected=${selected.has(place.channel)}
              .running=${running.get(place.channel)}
              .failure=${failures.get(place.channel)}
            ></berth-account>`,
          )}
        </div>
      </div>
    `;
  }

  firstUpdated() {
    new GridFocus(this.querySelector("[role=grid]"));
  }

  #heads(mayChange) {
    const { view, selected } = store.state;
    const all = selected.size > 0 && store.visible.every((place) => selected.has(place.channel));
    return html`<div role="row" class="heads">
      ${
        mayChange
          ? html`<div role="columnheader" class="select">
            <label><input
              type="checkbox"
              tabindex="-1"
              aria-label="Select all accounts that are shown"
              .checked=${live(all)}
              .indeterminate=${live(selected.size > 0 && !all)}
              @change=${(event) => store.allSelected(event.target.checked)}
            /></label>
          </div>`
          : nothing
      }
      ${COLUMNS.map((column) => this.#head(column, view.sort))}
      ${mayChange ? html`<div role="columnheader" class="acts">Actions</div>` : nothing}
    </div>`;
  }

  #head({ by, label }, sort) {
    const order = sort.by !== by ? "none" : sort.descending ? "descending" : "ascending";
    return html`<div role="columnheader" aria-sort=${order} class=${by}>
      <button class="head" tabindex="-1" @click=${() => store.sortedBy(by)}>
        ${label} ${order === "none" ? nothing : icon(order === "ascending" ? "up" : "down")}
      </button>
    </div>`;
  }
}

customElements.define("berth-account-grid", AccountGrid);
