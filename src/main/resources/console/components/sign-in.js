import { html, nothing } from "lit";
import { signIn, store } from "../console.js";
import { givenToken } from "../given-token.js";
import { StoreElement } from "./store-element.js";

/** Asks for an API token. */
class SignIn extends StoreElement {
  #missing = false;

  parts({ session }) {
    return [session];
  }

  render() {
    const { phase, failure } = store.state.session;
    const text = this.#missing ? "Enter an API token." : failure;
    const busy = phase === "checking";
    return html`
      <main class="sign-in">
        <h1>Berth console</h1>
        <form novalidate @submit=${this.#submit}>
          <label for="token">API token</label>
          <input
            id="token"
            type="password"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="token-hint token-error"
            aria-invalid=${text ? "true" : "false"}
            ?readonly=${busy}
          />
          <p id="token-error" class="error" role="alert">${text ?? nothing}</p>
          <p id="token-hint" class="hint">
            The token of a subscription, with the role <code>full</code>, <code>worker</code> or <code>read</code>. This
            tab keeps it until it is closed or you sign out.
          </p>
          <button class="primary" ?disabled=${busy}>${busy ? "Signing in …" : "Sign in"}</button>
        </form>
      </main>
    `;
  }

  firstUpdated() {
    const field = this.querySelector("input");
    field.value = givenToken(location, history);
    field.focus();
  }

  async #submit(event) {
    event.preventDefault();
    const field = this.querySelector("input");
    const token = field.value.trim();
    this.#missing = token === "";
    this.requestUpdate();
    if (!this.#missing) {
      await signIn(token);
    }
    field.focus();
    field.select();
  }
}

customElements.define("berth-sign-in", SignIn);
