import { html } from "lit";
import { store } from "../console.js";
import { count } from "../format.js";
import { icon } from "./icons.js";
import { PoolElement } from "./pool-element.js";

/** What Berth may still ask Discord, and whether it asks at all. */
class Discord extends PoolElement {
  parts({ pool }) {
    return [pool.discord.budgetLeft, pool.discord.circuitOpen];
  }

  render() {
    const { budgetLeft, circuitOpen } = store.state.pool.discord;
    return html`
      <section class="panel" aria-labelledby="discord-title">
        <h2 id="discord-title">Discord</h2>
        <dl>
          <dt>Budget</dt>
          <dd data-bad=${budgetLeft === 0}>
            ${
              budgetLeft === 0
                ? "Spent: checks of tokens wait until some of it is back."
                : html`<strong>${count(budgetLeft)}</strong> invalid requests left`
            }
          </dd>
          <dt>Breaker</dt>
          <dd data-bad=${circuitOpen}>
            ${
              circuitOpen
                ? html`${icon("cross")} Open: Discord keeps failing, so Berth does not ask it for a while.`
                : html`${icon("dot")} Closed: Discord answers.`
            }
          </dd>
        </dl>
      </section>
    `;
  }
}

customElements.define("berth-discord", Discord);
