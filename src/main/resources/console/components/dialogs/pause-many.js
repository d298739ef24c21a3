import { html } from "lit";
import { act, store } from "../../console.js";
import { counted } from "../../format.js";
import { DialogElement } from "./dialog-element.js";

/** Pauses all selected accounts. */
class PauseMany extends DialogElement {
  static properties = { channels: { attribute: false } };

  render() {
    const number = this.channels.length;
    return this.frame(
      `Pause ${counted(number, "account")}`,
      html`<p>They get no new slots until they are resumed. The jobs on them go on.</p>
        ${this.failureText()}`,
      { label: this.busy ? "Pausing …" : `Pause ${counted(number, "account")}` },
    );
  }

  async confirm() {
    await act().changeMany(this.channels, "pause");
    store.allSelected(false);
    return undefined;
  }
}

customElements.define("berth-pause-many", PauseMany);
