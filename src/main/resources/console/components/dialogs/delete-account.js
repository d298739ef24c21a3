import { html, nothing } from "lit";
import { act, store } from "../../console.js";
import { counted } from "../../format.js";
import { DialogElement } from "./dialog-element.js";

/** Deletes an account. Its channel has to be typed, since its Discord token can't be brought back. */
class DeleteAccount extends DialogElement {
  static properties = { channel: { attribute: false }, typed: { state: true } };

  render() {
    const jobs = store.state.places.find((place) => place.channel === this.channel)?.jobs.length ?? 0;
    return this.frame(
      html`Delete account <span class="id">${this.channel}</span>`,
      html`
        <p>
          Berth forgets its Discord token and grants no more slots on it.
          ${jobs > 0 ? html`${counted(jobs, "job")} on it may go on until ${jobs === 1 ? "its lease ends" : "their leases end"}.` : nothing}
        </p>
        <label for="typed">Type the channel to confirm</label>
        <input
          id="typed"
          data-first
          autocomplete="off"
          spellcheck="false"
          inputmode="numeric"
          aria-describedby="typed-error"
          aria-invalid=${this.failure ? "true" : "false"}
          @input=${(event) => (this.typed = event.target.value.trim())}
        />
        <p id="typed-error" class="error" role="alert">${this.failure ?? nothing}</p>
      `,
      { label: "Delete account", danger: true, ready: this.typed === this.channel },
    );
  }

  async confirm() {
    if (this.typed !== this.channel) {
      return `This is not the channel. Type ${this.channel}.`;
    }
    return act().remove(this.channel);
  }
}

customElements.define("berth-delete-account", DeleteAccount);
