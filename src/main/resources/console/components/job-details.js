import { html, nothing } from "lit";
import { findJob } from "../cells.js";
import { clock, store } from "../console.js";
import { age, timeLeft } from "../format.js";
import { TickingElement } from "./ticking-element.js";

/** How long the pointer may be between a cell and its details. */
const GRACE = 150;
const GAP = 4;

/** Ref, age and time left of the job that is pointed at or has the focus, above everything else. */
class JobDetails extends TickingElement {
  #cell;
  #hiding;
  #listening;

  parts({ places }) {
    return [places];
  }

  connectedCallback() {
    super.connectedCallback();
    this.popover = "manual";
    this.#listening = new AbortController();
    const on = (type, listener, options) =>
      document.addEventListener(type, listener, { ...options, signal: this.#listening.signal });
    on("pointerover", ({ target }) => this.#pointed(target));
    on("focusin", ({ target }) => (target.matches("[data-slot]:focus-visible") ? this.#show(target) : this.#hide()));
    on("keydown", ({ key }) => key === "Escape" && this.#hide());
    on("scroll", () => this.#place(), { passive: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listening.abort();
  }

  render() {
    const found = this.#cell?.isConnected ? findJob(store.state.places, this.#cell.dataset.slot) : undefined;
    if (found === undefined) {
      this.#cell = undefined;
      return html`<div id="job-details"></div>`;
    }
    const { job } = found;
    const now = clock.now();
    return html`<div id="job-details">
      <strong>${job.ref ?? "without a ref"}</strong>
      <dl>
        <dt>held for</dt><dd>${age(job.grantedAt, now)}</dd>
        <dt>lease ends in</dt><dd>${timeLeft(job.leasedUntil, now)}</dd>
        <dt>slot</dt><dd class="slot">${job.slot}</dd>
      </dl>
      ${store.mayChange ? html`<p class="hint">Press to release the slot.</p>` : nothing}
    </div>`;
  }

  updated() {
    if (this.#cell === undefined) {
      this.#hide();
    }
  }

  #pointed(target) {
    const cell = target.closest("[data-slot]");
    if (cell !== null) {
      this.#show(cell);
    } else if (this.#cell !== undefined && !this.contains(target)) {
      this.#hiding ??= setTimeout(() => this.#hide(), GRACE);
    } else {
      this.#keep();
    }
  }

  #keep() {
    clearTimeout(this.#hiding);
    this.#hiding = undefined;
  }

  async #show(cell) {
    this.#keep();
    this.#cell = cell;
    this.requestUpdate();
    await this.updateComplete;
    if (this.#cell === cell) {
      this.showPopover();
      this.#place();
    }
  }

  #hide() {
    this.#keep();
    this.#cell = undefined;
    if (this.matches(":popover-open")) {
      this.hidePopover();
    }
  }

  /** Below the cell, or above it where there is no room. */
  #place() {
    if (this.#cell === undefined) {
      return;
    }
    const cell = this.#cell.getBoundingClientRect();
    const { width, height } = this.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const below = cell.bottom + GAP + height <= clientHeight;
    this.style.left = `${Math.max(GAP, Math.min(cell.left, clientWidth - width - GAP))}px`;
    this.style.top = `${below ? cell.bottom + GAP : cell.top - GAP - height}px`;
  }
}

customElements.define("berth-job-details", JobDetails);
