import { svg, html } from "lit";

/** Shapes in a box of 12 by 12, drawn in the colour of the text beside them. Names always stand beside them. */
const PATHS = {
  dot: svg`<circle cx="6" cy="6" r="4" fill="currentColor"></circle>`,
  ring: svg`<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.5"></circle>`,
  bars: svg`<path d="M3 2h2v8H3zM7 2h2v8H7z" fill="currentColor"></path>`,
  clock: svg`<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5"></circle>
    <path d="M6 3.5V6l2 1" fill="none" stroke="currentColor" stroke-width="1.5"></path>`,
  cross: svg`<path d="M2.5 2.5l7 7m0-7l-7 7" stroke="currentColor" stroke-width="2"></path>`,
  flag: svg`<path d="M6 1l5.5 10H.5z" fill="currentColor"></path>`,
  up: svg`<path d="M2.5 7.5L6 4l3.5 3.5" fill="none" stroke="currentColor" stroke-width="1.5"></path>`,
  down: svg`<path d="M2.5 4.5L6 8l3.5-3.5" fill="none" stroke="currentColor" stroke-width="1.5"></path>`,
};

/** @param {keyof typeof PATHS} name */
export const icon = (name) => html`<svg class="icon" viewBox="0 0 12 12" aria-hidden="true">${PATHS[name]}</svg>`;
