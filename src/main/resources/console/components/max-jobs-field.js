import { LitElement, html, nothing } from "lit";
import { act } from "../console.js";

/** The field that changes `maxJobs` in place: Enter saves, Escape leaves it. The server knows the limits. */
class MaxJobsField extends LitElement {
  static properties = {
    channel: { attribute: false },
    maxJobs: { attribute: false },
    failure: { state: true },
    saving: { state: true },
  };

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<form novalidate @submit=${this.#save} @keydown=${this.#pressed}>
      <input
        type="number"
        min="1"
        inputmode="numeric"
        aria-label="maxJobs of account ${this.channel}"
        aria-describedby="max-jobs-error-${this.channel}"
        aria-invalid=${this.failure ? "true" : "false"}
        ?readonly=${this.saving}
      />
      <button>Save</button>
      <button type="button" @click=${this.#close}>Cancel</button>
      <span id="max-jobs-error-${this.channel}" class="error" role="alert">${this.failure ?? nothing}</span>
    </form>`;
  }

  firstUpdated() {
    const field = this.querySelector("input");
    // Set once: a change by somebody else must not overwrite what is being typed.
    field.value = String(this.maxJobs);
    field.focus();
    field.select();
  }

  async #save(event) {
    event.preventDefault();
    const { value, valueAsNumber } = this.querySelector("input");
    if (value === "" || !Number.isInteger(valueAsNumber)) {
      this.failure = "Enter a whole number.";
      return;
    }
    this.saving = true;
    this.failure = await act().setMaxJobs(this.channel, valueAsNumber);
    this.saving = false;
    if (this.failure === undefined) {
      this.#close();
    }
  }

  #pressed(event) {
    if (event.key === "Escape") {
      this.#close();
    }
  }

  #close() {
    this.dispatchEvent(new Event("closed"));
  }
}

customElements.define("berth-max-jobs-field", MaxJobsField);
