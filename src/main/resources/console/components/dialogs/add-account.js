import { html, nothing } from "lit";
import { act, store } from "../../console.js";
import { DialogElement } from "./dialog-element.js";

/** Adds an account, or gives a configured one a new Discord token. */
class AddAccount extends DialogElement {
  render() {
    const aboutJobs = this.failure?.includes("maxJobs") ?? false;
    const ceiling = store.state.session.subscription?.maxJobs;
    return this.frame(
      "Add an account",
      html`
        <label for="discord-token">Discord token</label>
        <input
          id="discord-token"
          data-first
          type="password"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="discord-error discord-hint"
          aria-invalid=${this.failure && !aboutJobs ? "true" : "false"}
        />
        <p id="discord-error" class="error" role="alert">${aboutJobs ? nothing : (this.failure ?? nothing)}</p>
        <p id="discord-hint" class="hint">
          Berth asks Discord for the account's channel with the Midjourney bot. The token of a configured account
          replaces the one that it has.
        </p>
        <label for="max-jobs">maxJobs <span class="hint">optional</span></label>
        <input
          id="max-jobs"
          type="number"
          inputmode="numeric"
          min="1"
          max=${ceiling}
          aria-describedby="max-jobs-error max-jobs-hint"
          aria-invalid=${aboutJobs ? "true" : "false"}
        />
        <p id="max-jobs-error" class="error" role="alert">${aboutJobs ? this.failure : nothing}</p>
        <p id="max-jobs-hint" class="hint">
          How many jobs the account may run at once: 1 to ${ceiling}, 3 unless given.
        </p>
      `,
      { label: this.busy ? "Asking Discord …" : "Add account" },
    );
  }

  async confirm() {
    const discord = this.querySelector("#discord-token");
    const maxJobs = this.querySelector("#max-jobs");
    if (!maxJobs.validity.valid && maxJobs.validity.badInput) {
      return "maxJobs must be a whole number.";
    }
    const { failure } = await act().add(discord.value, maxJobs.value === "" ? undefined : maxJobs.valueAsNumber);
    return failure;
  }
}

customElements.define("berth-add-account", AddAccount);
