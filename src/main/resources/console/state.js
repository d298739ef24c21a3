/**
 * @typedef {{phase: "out" | "checking" | "in", subscription?: any, failure?: string}} SessionState
 * @typedef {{answeredAt?: number, failure?: {text: string, answered: boolean, since: number}}} LinkState
 */

/** What the store holds before anybody has signed in. */
export const INITIAL = Object.freeze({
  /** @type {SessionState} */
  session: { phase: "out" },
  /** The last answer of the pool but for its places; `undefined` before the first. */
  pool: undefined,
  places: [],
  /** Newest first. */
  events: [],
  eventsLive: false,
  /** @type {LinkState} */
  link: {},
  /** @type {import("./visible.js").View} */
  view: { search: "", statuses: [], room: undefined, tag: "", sort: { by: "channel", descending: false } },
  /** Channels that are selected for a change of many. */
  selected: new Set(),
  /** The action that runs on a channel. */
  running: new Map(),
  /** The text of the last action's failure on a channel. */
  failures: new Map(),
  /** The dialog that is open, with what it is about. */
  dialog: undefined,
  /** What the live region says. */
  announcement: "",
});
