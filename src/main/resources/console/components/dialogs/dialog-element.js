import { html, nothing } from "lit";
import { store } from "../../console.js";
import { StoreElement } from "../store-element.js";

/**
 * A dialog with a form. It opens when it gets into the page, and the store forgets it when it is closed. The browser
 * gives the focus back to what had it before.
 */
export class DialogElement extends StoreElement {
  static properties = { failure: { state: true }, busy: { state: true } };

  #opener = document.activeElement;

  firstUpdated() {
    const dialog = this.querySelector("dialog");
    dialog.showModal();
    this.querySelector("[data-first]")?.focus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // What had the focus may be gone, like the row of a deleted account.
    const opener = this.#opener;
    queueMicrotask(() => {
      if (document.activeElement === document.body) {
        (opener?.isConnected ? opener : document.querySelector("[role=grid], .toolbar input, h1"))?.focus();
      }
    });
  }

  /**
   * @param {string} title
   * @param {unknown} content
   * @param {{label: string, danger?: boolean, ready?: boolean}} confirm the button that does it
   */
  frame(title, content, { label, danger = false, ready = true }) {
    return html`
      <dialog aria-labelledby="dialog-title" @close=${this.close}>
        <form novalidate @submit=${this.#submit}>
          <h2 id="dialog-title">${title}</h2>
          ${content}
          <p class="buttons">
            <button type="button" @click=${this.close}>Cancel</button>
            <button
              class=${danger ? "primary danger" : "primary"}
              aria-disabled=${ready && !this.busy ? "false" : "true"}
            >
              ${label}
            </button>
          </p>
        </form>
      </dialog>
    `;
  }

  /** The failure of the whole action, where it belongs to no field. */
  failureText() {
    return html`<p class="error" role="alert">${this.failure ?? nothing}</p>`;
  }

  close() {
    store.dialogClosed();
  }

  /** @returns {Promise<string | undefined>} why it failed; otherwise the dialog closes */
  async confirm() {
    return undefined;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.failure = await this.confirm();
    this.busy = false;
    if (this.failure === undefined) {
      this.close();
    } else {
      await this.updateComplete;
      this.querySelector("[aria-invalid=true]")?.focus();
    }
  }
}
