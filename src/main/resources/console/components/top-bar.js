import { html, nothing } from "lit";
import { signOut, store } from "../console.js";
import { count } from "../format.js";
import { StoreElement } from "./store-element.js";

/** Whose pool this is, and as whom one is signed in. */
class TopBar extends StoreElement {
  parts({ session, places }) {
    return [session, places.length];
  }

  render() {
    const { subscription } = store.state.session;
    if (subscription === undefined) {
      return nothing;
    }
    return html`
      <header class="top-bar">
        <h1>Berth</h1>
        <p class="of">
          <strong>${subscription.name}</strong>
          <span>${count(store.state.places.length)} of ${count(subscription.quantity)} accounts</span>
          <span>API token <strong>${subscription.token.name}</strong>, role ${subscription.token.role}</span>
        </p>
        <button @click=${() => signOut()}>Sign out</button>
      </header>
    `;
  }
}

customElements.define("berth-top-bar", TopBar);
