import { html } from "lit";
import { store } from "../console.js";
import { StoreElement } from "./store-element.js";

/**
 * The one live region. It speaks of what the reader did, and of the connection: numbers that change each second
 * would drown both.
 */
class Announcer extends StoreElement {
  #failing = false;
  #text = "";

  parts({ announcement, link }) {
    return [announcement, link.failure !== undefined];
  }

  render() {
    const { announcement, link } = store.state;
    const failing = link.failure !== undefined;
    if (failing !== this.#failing) {
      this.#failing = failing;
      this.#text = failing ? "The page is not up to date. It tries again by itself." : "The page is up to date again.";
    } else {
      this.#text = announcement;
    }
    return html`<p class="unseen" role="status">${this.#text}</p>`;
  }
}

customElements.define("berth-announcer", Announcer);
