import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { store } from "../console.js";
import { count } from "../format.js";
import { isFiltered, tagsOf } from "../visible.js";
import { COLUMNS } from "./columns.js";
import { StoreElement } from "./store-element.js";

/** Search, filters and order of the accounts. */
class Toolbar extends StoreElement {
  parts({ view, places, session }) {
    return [view, places, session];
  }

  render() {
    const { view, places } = store.state;
    const tags = tagsOf(places);
    return html`
      <div class="toolbar" role="search" aria-label="Accounts">
        <input
          type="search"
          aria-label="Search accounts by channel, status, reason, tag, or ref of a job"
          placeholder="Channel, reason, tag or ref"
          autocomplete="off"
          spellcheck="false"
          .value=${live(view.search)}
          @input=${(event) => store.searched(event.target.value)}
        />
        ${
          tags.length === 0
            ? nothing
            : html`<select aria-label="Filter by tag" @change=${(event) => store.tagChosen(event.target.value)}>
              <option value="" ?selected=${view.tag === ""}>All tags</option>
              ${tags.map((tag) => html`<option value=${tag} ?selected=${view.tag === tag}>${tag}</option>`)}
            </select>`
        }
        <select class="sort" aria-label="Sort by" @change=${(event) => store.sortedBy(event.target.value)}>
          ${COLUMNS.map(
            ({ by, label }) => html`<option value=${by} ?selected=${view.sort.by === by}>Sort: ${label}</option>`,
          )}
        </select>
        ${
          isFiltered(view)
            ? html`<span class="shown">${count(store.visible.length)} of ${count(places.length)}</span>
              <button @click=${() => store.filtersCleared()}>Clear</button>`
            : html`<span class="shown">${count(places.length)} accounts</span>`
        }
        ${
          store.mayChange
            ? html`<button class="primary" @click=${() => store.dialogOpened({ kind: "add" })}>Add account</button>`
            : nothing
        }
      </div>
    `;
  }
}

customElements.define("berth-toolbar", Toolbar);
