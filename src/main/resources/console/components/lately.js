import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { clock, store } from "../console.js";
import { when } from "../format.js";
import { byWhom, changes, whatHappened } from "../wording.js";
import { StoreElement } from "./store-element.js";

/** What happened to accounts and API tokens, newest first. */
class Lately extends StoreElement {
  parts({ events, eventsLive, link }) {
    return [events, eventsLive, link.failure];
  }

  render() {
    const { events, eventsLive, link } = store.state;
    return html`
      <section class="panel lately" aria-labelledby="lately-title">
        <h2 id="lately-title">Lately</h2>
        ${eventsLive || link.failure ? nothing : html`<p class="hint">Connecting to the events …</p>`}
        ${
          events.length === 0
            ? html`<p>Nothing happened yet. Changes of accounts and API tokens appear here.</p>`
            : html`<ol tabindex="0" aria-labelledby="lately-title">
              ${repeat(
                events,
                (event) => event.id,
                (event) => this.#event(event),
              )}
            </ol>`
        }
      </section>
    `;
  }

  #event(event) {
    const details = [changes(event.changed), event.reason].filter(Boolean).join(". ");
    return html`
      <li>
        <time datetime=${event.at}>${when(event.at, clock.now())}</time>
        <div>
          <strong>${whatHappened(event)}</strong>
          ${
            event.channel
              ? html`<button class="link" title="Show this account" @click=${() => store.lookedFor(event.channel)}>
                ${event.channel}
              </button>`
              : nothing
          }
          ${details ? html`<p>${details}</p>` : nothing}
          <p class="who">${byWhom(event.actor)}${event.until ? `, until ${when(event.until, clock.now())}` : nothing}</p>
        </div>
      </li>
    `;
  }
}

customElements.define("berth-lately", Lately);
