import { html } from "lit";
import { addAccount, takeSlot } from "../curl.js";
import { store } from "../console.js";
import "./account-grid.js";
import "./curl-example.js";
import { PoolElement } from "./pool-element.js";
import "./toolbar.js";

/** The accounts, or what to do when there is none to show. */
class Accounts extends PoolElement {
  parts({ places, view, pool, session }) {
    const idle = pool.held === 0 && pool.minutes.every((minute) => minute.granted === 0);
    return [places.length === 0, view, store.visible.length === 0, idle, session];
  }

  render() {
    const { places } = store.state;
    return html`
      <section class="accounts" aria-labelledby="accounts-title">
        <h2 id="accounts-title" class="unseen">Accounts</h2>
        ${places.length === 0 ? this.#none() : this.#some()}
      </section>
    `;
  }

  #none() {
    return html`<div class="empty">
      <h3>No account is configured</h3>
      ${
        store.mayChange
          ? html`<p>
              Add a Midjourney account with its Discord token. Berth asks Discord for the account's channel, and grants
              slots on it from then on.
            </p>
            <p><button class="primary" @click=${() => store.dialogOpened({ kind: "add" })}>Add an account</button></p>
            <p>Or from a shell:</p>`
          : html`<p>
              To add one, sign in with an API token with the role <code>full</code>, or use such a token in a shell:
            </p>`
      }
      <berth-curl .text=${addAccount(location.origin)}></berth-curl>
    </div>`;
  }

  #some() {
    return html`
      <berth-toolbar></berth-toolbar>
      ${
        store.visible.length === 0
          ? html`<div class="empty">
            <h3>No account fits</h3>
            <p>None of the accounts fits the search and the filters.</p>
            <p><button @click=${() => store.filtersCleared()}>Clear search and filters</button></p>
          </div>`
          : html`<berth-account-grid></berth-account-grid>`
      }
      ${this.#idle()}
    `;
  }

  #idle() {
    const { pool } = store.state;
    if (pool.held > 0 || pool.minutes.some((minute) => minute.granted > 0)) {
      return html``;
    }
    return html`<div class="empty">
      <h3>No slot was taken in the last 15 minutes</h3>
      <p>A worker takes a slot like this, with a token with the role <code>full</code> or <code>worker</code>:</p>
      <berth-curl .text=${takeSlot(location.origin)}></berth-curl>
    </div>`;
  }
}

customElements.define("berth-accounts", Accounts);
