import { html, nothing } from "lit";
import { act, store } from "../console.js";
import { counted } from "../format.js";
import { StoreElement } from "./store-element.js";

/** What can be done with the selected accounts. */
class SelectionBar extends StoreElement {
  parts({ selected, places }) {
    return [selected, places];
  }

  render() {
    const { selected, places } = store.state;
    if (selected.size === 0) {
      return nothing;
    }
    const chosen = places.filter((place) => selected.has(place.channel));
    const paused = chosen.filter((place) => place.status === "paused").map((place) => place.channel);
    const others = chosen.filter((place) => place.status !== "paused").map((place) => place.channel);
    return html`
      <section class="selection" aria-label="Selected accounts">
        <strong>${counted(selected.size, "account")} selected</strong>
        ${
          others.length > 0
            ? html`<button class="primary" @click=${() => store.dialogOpened({ kind: "pauseMany", channels: others })}>
              Pause ${others.length}
            </button>`
            : nothing
        }
        ${
          paused.length > 0
            ? html`<button @click=${() => act().changeMany(paused, "resume")}>Resume ${paused.length}</button>`
            : nothing
        }
        <button @click=${() => store.allSelected(false)}>Clear selection</button>
      </section>
    `;
  }
}

customElements.define("berth-selection-bar", SelectionBar);
