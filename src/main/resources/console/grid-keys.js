/**
 * Where the arrow keys lead in the list of accounts. A position is a row, a cell of it, and a control in that cell.
 *
 * @typedef {{row: number, cell: number, item: number}} Position
 */

const PAGE = 10;

/** The cell nearest to the wished one that has a control. @param {number[]} items how many controls each cell has */
function nearest(items, wished) {
  const distances = items.map((number, cell) => (number > 0 ? Math.abs(cell - wished) : Infinity));
  const least = Math.min(...distances);
  return least === Infinity ? undefined : distances.indexOf(least);
}

/** @returns {Position | undefined} */
function inRow(row, items, cell, item) {
  const found = nearest(items, cell);
  return found === undefined
    ? undefined
    : { row, cell: found, item: found === cell ? Math.min(item, items[found] - 1) : 0 };
}

/** The control that is so many steps away from this one in its row. */
function sideways({ row, cell, item }, items, step) {
  const before = items.slice(0, cell).reduce((sum, number) => sum + number, 0);
  let index = before + item + step;
  for (let each = 0; each < items.length; each++) {
    if (index >= 0 && index < items[each]) {
      return { row, cell: each, item: index };
    }
    index -= items[each];
  }
  return undefined;
}

/**
 * @param {Position} from
 * @param {string} key the name of the key, with `Control+` before it where that was held
 * @param {number} rows how many rows there are
 * @param {(row: number) => number[]} itemsOf how many controls each cell of a row has
 * @returns {Position | undefined} nothing when the key means nothing, or leads nowhere
 */
export function nextPosition(from, key, rows, itemsOf) {
  const vertical = (row) => {
    const target = Math.min(Math.max(row, 0), rows - 1);
    return target === from.row ? undefined : inRow(target, itemsOf(target), from.cell, from.item);
  };
  const items = itemsOf(from.row);
  switch (key) {
    case "ArrowLeft":
      return sideways(from, items, -1);
    case "ArrowRight":
      return sideways(from, items, 1);
    case "ArrowUp":
      return vertical(from.row - 1);
    case "ArrowDown":
      return vertical(from.row + 1);
    case "PageUp":
      return vertical(from.row - PAGE);
    case "PageDown":
      return vertical(from.row + PAGE);
    case "Home":
      return inRow(from.row, items, 0, 0);
    case "End":
      return inRow(from.row, items, items.length - 1, Infinity);
    case "Control+Home":
      return vertical(0);
    case "Control+End":
      return vertical(rows - 1);
    default:
      return undefined;
  }
}
