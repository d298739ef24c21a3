import { LitElement, html } from "lit";
import { store } from "../console.js";

/** A command to copy. */
class CurlExample extends LitElement {
  static properties = { text: { attribute: false }, copied: { state: true } };

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<div class="curl">
      <pre tabindex="0" aria-label="Command"><code>${this.text}</code></pre>
      <button @click=${this.#copy}>${this.copied ? "Copied" : "Copy"}</button>
    </div>`;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.copied = true;
      store.announced("Copied the command.");
    } catch {
      // Without HTTPS there is no clipboard; then the command is selected for Ctrl+C.
      getSelection().selectAllChildren(this.querySelector("code"));
    }
  }
}

customElements.define("berth-curl", CurlExample);
