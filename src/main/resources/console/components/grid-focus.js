import { nextPosition } from "../grid-keys.js";

/** In a field the arrow keys move the caret. */
const isField = (element) => element.matches("input:not([type=checkbox]), select, textarea");
const rowsOf = (grid) =>
  [...grid.querySelectorAll("[role=row]")].filter((row) => !row.matches(".heads") || row.offsetHeight > 0);
const cellsOf = (row) => [...row.querySelectorAll("[role=gridcell], [role=columnheader], [role=rowheader]")];
const controlsOf = (cell) => [...cell.querySelectorAll("button, input, [data-slot]")];
const itemsOf = (row) => cellsOf(row).map((cell) => controlsOf(cell).length);

const firstOf = (grid) =>
  grid.querySelector("berth-account :is(button, input, [data-slot])") ?? grid.querySelector("button");

/**
 * Makes a list of 500 accounts one stop of the tab key. Within it the arrow keys move. All controls have a tabindex
 * of -1, and the grid itself is the stop: it passes the focus on to the control that had it last.
 */
export class GridFocus {
  #grid;
  #current;

  /** @param {HTMLElement} grid the element with the role `grid` */
  constructor(grid) {
    this.#grid = grid;
    grid.addEventListener("focusin", (event) => this.#focused(event));
    grid.addEventListener("focusout", (event) => {
      if (!grid.contains(event.relatedTarget)) {
        grid.tabIndex = 0;
      }
    });
    grid.addEventListener("keydown", (event) => this.#pressed(event));
    grid.tabIndex = 0;
  }

  #focused({ target }) {
    if (target === this.#grid) {
      const last = this.#current?.isConnected ? this.#current : firstOf(this.#grid);
      last?.focus();
      return;
    }
    this.#current = target;
    // While a control has the focus, the grid would be a second stop on the way back.
    this.#grid.tabIndex = -1;
  }

  #pressed(event) {
    if (isField(event.target) || event.altKey || event.metaKey) {
      return;
    }
    const rows = rowsOf(this.#grid);
    const row = rows.findIndex((each) => each.contains(event.target));
    const cell = row < 0 ? -1 : cellsOf(rows[row]).findIndex((each) => each.contains(event.target));
    if (cell < 0) {
      return;
    }
    const item = controlsOf(cellsOf(rows[row])[cell]).indexOf(event.target);
    const key = event.ctrlKey ? `Control+${event.key}` : event.key;
    const next = nextPosition({ row, cell, item }, key, rows.length, (index) => itemsOf(rows[index]));
    if (next !== undefined) {
      event.preventDefault();
      controlsOf(cellsOf(rows[next.row])[next.cell])[next.item].focus();
    }
  }
}
