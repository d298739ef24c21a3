import { html, svg } from "lit";
import { HEIGHT, WIDTH, bars, inWords, line, scaleTop, seriesOf } from "../chart.js";
import { store } from "../console.js";
import { rate } from "../format.js";
import { PoolElement } from "./pool-element.js";

/** Grants and waiting times of the last 15 minutes: two small charts, since they have two units. */
class Charts extends PoolElement {
  parts({ pool }) {
    return [pool.minutes, pool.at];
  }

  render() {
    const { minutes, at } = store.state.pool;
    const { grants, waits } = seriesOf(minutes, Date.parse(at));
    return html`
      <section class="charts" aria-label="The last 15 minutes">
        ${this.#chart(
          "Grants a second",
          grants,
          "grants a second",
          "",
          bars(grants).map((bar) => svg`<rect x=${bar.x} y=${bar.y} width=${bar.width} height=${bar.height}></rect>`),
        )}
        ${this.#chart("Mean wait", waits, "seconds", " s", svg`<path d=${line(waits)}></path>`)}
      </section>
    `;
  }

  #chart(name, values, unit, sign, drawing) {
    const known = values.filter((value) => value !== undefined);
    return html`
      <figure class="chart">
        <figcaption>${name} <strong>${known.length === 0 ? "–" : rate(known.at(-1)) + sign}</strong></figcaption>
        <div class="plot">
          <svg
            viewBox="0 0 ${WIDTH} ${HEIGHT}"
            preserveAspectRatio="none"
            role="img"
            aria-label=${inWords(name, values, unit)}
          >
            <path class="axis" d="M0 ${HEIGHT}H${WIDTH}M0 0H${WIDTH}"></path>
            ${drawing}
          </svg>
          <span class="top" aria-hidden="true">${known.length === 0 ? "" : rate(scaleTop(known))}</span>
        </div>
      </figure>
    `;
  }
}

customElements.define("berth-charts", Charts);
