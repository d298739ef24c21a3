import { LitElement, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { act, store } from "../console.js";
import { changesFor, shapeOf, toDo } from "../statuses.js";
import { FocusKeeper } from "./focus-keeper.js";
import { icon } from "./icons.js";
import "./max-jobs-field.js";
import { places } from "./places.js";
import "./time-left.js";

const timeLeft = (at) => html`<berth-time-left .at=${at}></berth-time-left>`;
const LABELS = { pause: "Pause", resume: "Resume", reset: "Reset" };

/**
 * One account. It draws itself only when one of its properties changed, which the list passes on unchanged where
 * the answer of the server says the same as before.
 */
class AccountRow extends LitElement {
  static properties = {
    place: { attribute: false },
    running: { attribute: false },
    failure: { attribute: false },
    selected: { attribute: false },
    mayChange: { attribute: false },
    editing: { state: true },
  };

  constructor() {
    super();
    this.role = "row";
    new FocusKeeper(
      this,
      ({ cell }) => (cell?.isConnected && cell.querySelector("[tabindex]")) || this.querySelector("[tabindex]"),
    );
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { place, mayChange } = this;
    return html`
      ${mayChange ? this.#selection(place.channel) : nothing}
      <div role="rowheader" class="channel">
        <span class="id">${place.channel}</span>
        ${place.tags?.length ? html`<span class="tags">${place.tags.join(" ")}</span>` : nothing}
      </div>
      <div role="gridcell" class="status" data-status=${place.status}>${this.#status(place)}</div>
      <div role="gridcell" class="places" ?data-out=${place.status !== "active"}>${places(place, mayChange)}</div>
      <div role="gridcell" class=${this.editing ? "jobs editing" : "jobs"}>
        <span class="count">${place.jobs.length}</span><span class="of">of</span>${this.#maxJobs(place)}
      </div>
      ${mayChange && !this.editing ? html`<div role="gridcell" class="acts">${this.#acts(place)}</div>` : nothing}
      ${this.#note(place)}
    `;
  }

  #selection(channel) {
    return html`<div role="gridcell" class="select">
      <label><input
        type="checkbox"
        tabindex="-1"
        aria-label="Select account ${channel}"
        .checked=${live(this.selected)}
        @change=${() => store.selectionToggled(channel)}
      /></label>
    </div>`;
  }

  #status(place) {
    return html`
      <span class="name">${icon(shapeOf(place.status))} ${place.status}</span>
      ${place.until ? html`<span class="left">ends in ${timeLeft(place.until)}</span>` : nothing}
    `;
  }

  /** Why the account is out of rotation, and why an action failed: sentences, which need more room than a column. */
  #note(place) {
    const { channel, reason, pendingModMessage: message, nextCheck } = place;
    const next = toDo(place);
    if (!reason && !message && !nextCheck && !next && !this.failure) {
      return nothing;
    }
    return html`<div role="gridcell" class="note">
      ${reason ? html`<span>${reason}</span>` : nothing}
      ${message ? html`<q>${message}</q>` : nothing}
      ${nextCheck ? html`<span class="left">next check in ${timeLeft(nextCheck)}</span>` : nothing}
      ${next ? html`<span class="left">${next}</span>` : nothing}
      ${
        this.failure
          ? html`<span class="error">${this.failure}</span>
            <button class="link" tabindex="-1" @click=${() => store.failureDismissed(channel)}>Dismiss</button>`
          : nothing
      }
    </div>`;
  }

  #maxJobs(place) {
    if (!this.mayChange) {
      return place.maxJobs;
    }
    if (this.editing) {
      return html`<berth-max-jobs-field
        .channel=${place.channel}
        .maxJobs=${place.maxJobs}
        @closed=${this.#edited}
      ></berth-max-jobs-field>`;
    }
    return html`<button
      class="edit"
      tabindex="-1"
      aria-label="${place.maxJobs}, change maxJobs"
      @click=${() => (this.editing = true)}
    >
      ${place.maxJobs}
    </button>`;
  }

  async #edited() {
    this.editing = false;
    await this.updateComplete;
    this.querySelector(".edit").focus();
  }

  #acts({ channel, status }) {
    return html`${changesFor(status).map(
      (change) => html`<button
          tabindex="-1"
          aria-label="${LABELS[change]} account ${channel}"
          aria-disabled=${this.running ? "true" : "false"}
          @click=${() => this.running || act().change(channel, change)}
        >
          ${LABELS[change]}
        </button>`,
    )}<button
        tabindex="-1"
        class="danger"
        aria-label="Delete account ${channel}"
        @click=${() => store.dialogOpened({ kind: "delete", channel })}
      >
        Delete
      </button>`;
  }
}

customElements.define("berth-account", AccountRow);
