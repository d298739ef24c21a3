import { clock } from "../console.js";
import { clockTime, timeLeft } from "../format.js";
import { TickingElement } from "./ticking-element.js";

/** How long until a time. */
class TimeLeft extends TickingElement {
  static properties = { at: {} };

  render() {
    this.title = clockTime(this.at);
    return timeLeft(this.at, clock.now());
  }
}

customElements.define("berth-time-left", TimeLeft);
