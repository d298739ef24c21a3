import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { cellsOf } from "../cells.js";
import { store } from "../console.js";

const EMPTY = html`<i class="cell"></i>`;
const nameOf = (job) => `Job ${job.ref ?? "without a ref"}`;

/** A held place. Its ref and times are shown by `berth-job-details` when it is pointed at or has the focus. */
function held({ job, over }, mayChange) {
  const look = over ? "cell held over" : "cell held";
  return mayChange
    ? html`<button
        class=${look}
        tabindex="-1"
        data-slot=${job.slot}
        aria-label=${nameOf(job)}
        aria-describedby="job-details"
        @click=${() => store.dialogOpened({ kind: "release", slot: job.slot })}
      ></button>`
    : html`<span
        class=${look}
        role="img"
        tabindex="-1"
        data-slot=${job.slot}
        aria-label=${nameOf(job)}
        aria-describedby="job-details"
      ></span>`;
}

/** The places of an account, filled and empty. @param {any} place @param {boolean} mayChange */
export function places(place, mayChange) {
  const cells = cellsOf(place);
  return html`${repeat(
    cells.held,
    (cell) => cell.job.slot,
    (cell) => held(cell, mayChange),
  )}${cells.empty === 0 ? nothing : Array.from({ length: cells.empty }, () => EMPTY)}`;
}
