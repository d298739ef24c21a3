import { LitElement } from "lit";
import { store } from "../console.js";

/**
 * An element that draws a part of the store, and again only when that part changed. It draws into the page itself
 * and not into a shadow tree: labels, descriptions and the roles of a grid work across elements, and thousands of
 * rows share the style sheets of the page.
 */
export class StoreElement extends LitElement {
  #unsubscribe;
  #drawn = [];

  /** The values that this element draws, compared by identity. @returns {unknown[]} */
  parts(_state) {
    return [];
  }

  /** Whether the store has what this element draws. */
  drawable(_state) {
    return true;
  }

  shouldUpdate() {
    return this.drawable(store.state);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#drawn = this.parts(store.state);
    this.#unsubscribe = store.subscribe(() => {
      if (!this.drawable(store.state)) {
        return;
      }
      const parts = this.parts(store.state);
      if (parts.some((part, index) => part !== this.#drawn[index])) {
        this.#drawn = parts;
        this.requestUpdate();
      }
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unsubscribe();
  }
}
