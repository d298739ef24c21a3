/**
 * Keeps the focus where it was when an update moves or removes the element that has it, so that the keyboard does
 * not start again at the top of the page because a job ended.
 *
 * @implements {import("lit").ReactiveController}
 */
export class FocusKeeper {
  #host;
  #fallback;
  #focused;

  /**
   * @param {HTMLElement} host
   * @param {(keeper: FocusKeeper) => (HTMLElement | undefined)} fallback the next best element
   */
  constructor(host, fallback) {
    this.#host = host;
    this.#fallback = fallback;
    host.addController(this);
  }

  hostUpdate() {
    const active = document.activeElement;
    this.#focused = active !== null && this.#host.contains(active) ? active : undefined;
    this.cell = this.#focused?.closest("[role=gridcell], [role=columnheader]");
    this.row = this.#focused?.closest("[role=row]");
    this.index = this.row ? [...this.row.parentElement.children].indexOf(this.row) : -1;
  }

  hostUpdated() {
    if (this.#focused === undefined || this.#host.contains(document.activeElement)) {
      return;
    }
    const target = this.#host.contains(this.#focused) ? this.#focused : this.#fallback(this);
    target?.focus({ preventScroll: true });
  }
}
