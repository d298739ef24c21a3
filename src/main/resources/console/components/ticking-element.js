import { clock } from "../console.js";
import { StoreElement } from "./store-element.js";

/** An element whose text changes with the time. It draws once a second while it is in the page. */
export class TickingElement extends StoreElement {
  #stop;

  connectedCallback() {
    super.connectedCallback();
    this.#stop = clock.tick(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }
}
