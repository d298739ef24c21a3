import { html, nothing } from "lit";
import { store } from "../console.js";
import { clockTime, duration } from "../format.js";
import { TickingElement } from "./ticking-element.js";

/** Says that the page is not up to date, or that the subscription has ended. */
class Banner extends TickingElement {
  parts({ link, session }) {
    return [link.failure, session];
  }

  render() {
    const { link, session } = store.state;
    const failure = link.failure;
    document.documentElement.classList.toggle("stale", failure !== undefined);
    const expiresAt = session.subscription?.expiresAt;
    const expired = expiresAt !== undefined && Date.parse(expiresAt) < Date.now();
    return html`
      ${failure
        ? html`<section class="banner" aria-label="Connection">${this.#lost(failure, link.answeredAt)}</section>`
        : nothing}
      ${
        expired
          ? html`<section class="banner" aria-label="Subscription">
            The subscription has ended. Slots can still be renewed and released.
          </section>`
          : nothing
      }
    `;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.documentElement.classList.remove("stale");
  }

  #lost(failure, answeredAt) {
    const old =
      answeredAt === undefined
        ? nothing
        : html` What you see is from ${clockTime(answeredAt)},
            <strong>${duration((Date.now() - answeredAt) / 1000)} ago</strong>.`;
    const what = failure.answered ? "The pool can't be read." : "No connection.";
    return html`<p><strong>${what}</strong> ${failure.text}${old} The page tries again by itself.</p>`;
  }
}

customElements.define("berth-banner", Banner);
