import { html, nothing } from "lit";
import { store } from "../console.js";
import { StoreElement } from "./store-element.js";
import "./accounts.js";
import "./announcer.js";
import "./banner.js";
import "./charts.js";
import "./dialogs/dialogs.js";
import "./discord.js";
import "./job-details.js";
import "./lately.js";
import "./numbers.js";
import "./selection-bar.js";
import "./sign-in.js";
import "./top-bar.js";
import "./waiters.js";

/** The whole page: the sign-in, or the pool. */
class App extends StoreElement {
  parts({ session, pool }) {
    return [session.phase === "in", pool !== undefined];
  }

  render() {
    return html`${store.state.session.phase === "in" ? this.#pool() : html`<berth-sign-in></berth-sign-in>`}
      <berth-announcer></berth-announcer>`;
  }

  #pool() {
    return html`
      <nav class="jumps" aria-label="On this page">
        <a href="#accounts">Accounts</a><a href="#lately">Lately</a><a href="#discord">Discord</a>
      </nav>
      <berth-top-bar></berth-top-bar>
      <berth-banner></berth-banner>
      ${store.state.pool === undefined ? this.#loading() : this.#panels()}
      <berth-dialogs></berth-dialogs>
    `;
  }

  #loading() {
    return html`<main class="loading"><p>${store.state.link.failure ? nothing : "Reading the pool …"}</p></main>`;
  }

  #panels() {
    return html`
      <main>
        <div class="overview"><berth-numbers></berth-numbers><berth-charts></berth-charts></div>
        <div class="columns">
          <berth-accounts id="accounts" tabindex="-1"></berth-accounts>
          <aside aria-label="Waiters, events and Discord">
            <berth-waiters></berth-waiters>
            <berth-lately id="lately" tabindex="-1"></berth-lately>
            <berth-discord id="discord" tabindex="-1"></berth-discord>
          </aside>
        </div>
        <berth-selection-bar></berth-selection-bar>
        <berth-job-details></berth-job-details>
      </main>
    `;
  }
}

customElements.define("berth-console", App);
