import { html, nothing } from "lit";
import { store } from "../../console.js";
import { StoreElement } from "../store-element.js";
import "./add-account.js";
import "./delete-account.js";
import "./pause-many.js";
import "./release-slot.js";

/** The dialog that is open, if any. */
class Dialogs extends StoreElement {
  parts({ dialog }) {
    return [dialog];
  }

  render() {
    const { dialog } = store.state;
    switch (dialog?.kind) {
      case "add":
        return html`<berth-add-account></berth-add-account>`;
      case "delete":
        return html`<berth-delete-account .channel=${dialog.channel}></berth-delete-account>`;
      case "pauseMany":
        return html`<berth-pause-many .channels=${dialog.channels}></berth-pause-many>`;
      case "release":
        return html`<berth-release-slot .slotId=${dialog.slot}></berth-release-slot>`;
      default:
        return nothing;
    }
  }
}

customElements.define("berth-dialogs", Dialogs);
