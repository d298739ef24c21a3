import { html } from "lit";
import { findJob } from "../../cells.js";
import { act, clock, store } from "../../console.js";
import { age, timeLeft } from "../../format.js";
import { DialogElement } from "./dialog-element.js";

/** Releases a slot that somebody else holds. */
class ReleaseSlot extends DialogElement {
  static properties = { slotId: { attribute: false } };

  parts({ pool }) {
    return [pool];
  }

  render() {
    const found = findJob(store.state.places, this.slotId);
    return this.frame(
      "Release slot",
      found === undefined
        ? html`<p>This slot is no longer held.</p>`
        : html`
            <dl class="facts">
              <dt>ref</dt><dd>${found.job.ref ?? "none"}</dd>
              <dt>account</dt><dd class="id">${found.place.channel}</dd>
              <dt>held for</dt><dd>${age(found.job.grantedAt, clock.now())}</dd>
              <dt>lease ends in</dt><dd>${timeLeft(found.job.leasedUntil, clock.now())}</dd>
            </dl>
            <p>
              The slot can be granted again at once. Its holder hears of it when it renews the lease: make sure that its
              job does not run any more, or the account may run more jobs than it should.
            </p>
            ${this.failureText()}
          `,
      { label: found === undefined ? "Close" : "Release slot", danger: found !== undefined },
    );
  }

  async confirm() {
    return findJob(store.state.places, this.slotId) === undefined ? undefined : act().release(this.slotId);
  }
}

customElements.define("berth-release-slot", ReleaseSlot);
