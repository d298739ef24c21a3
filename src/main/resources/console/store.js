import { shareUnchanged } from "./sharing.js";
import { INITIAL } from "./state.js";
import { visiblePlaces } from "./visible.js";

const KEPT_EVENTS = 200;

const without = (map, key) => {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
};

const toggled = (list, item) => (list.includes(item) ? list.filter((each) => each !== item) : [...list, item]);

/** Holds all that the page shows. It knows neither the DOM nor HTTP; each method says what happened. */
export class Store {
  #state = INITIAL;
  #listeners = new Set();
  #visible = { places: [], of: undefined, view: undefined };

  get state() {
    return this.#state;
  }

  /** @returns {() => void} ends the subscription */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(change) {
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach((listener) => listener());
  }

  /** The places that the list shows; the same array until one of them, or the view, changes. */
  get visible() {
    const { places, view } = this.#state;
    if (this.#visible.of !== places || this.#visible.view !== view) {
      this.#visible = { places: visiblePlaces(places, view), of: places, view };
    }
    return this.#visible.places;
  }

  /** Whether the API token may change something. */
  get mayChange() {
    return this.#state.session.subscription?.token.role === "full";
  }

  /** @param {string} [failure] of the attempt before */
  signingIn(failure) {
    this.#set({ session: { phase: "checking", failure } });
  }

  signedIn(subscription) {
    this.#set({ session: { phase: "in", subscription } });
  }

  /** Forgets everything: the next API token may belong to another subscription. @param {string} [failure] */
  signedOut(failure) {
    this.#set({ ...INITIAL, session: { phase: "out", failure } });
  }

  /** @param {number} at when, by the clock of the reader */
  poolArrived({ places, ...pool }, at) {
    const shared = shareUnchanged(this.#state.places, places);
    const change = { pool, places: shared, link: { answeredAt: at } };
    if (shared !== this.#state.places) {
      const channels = new Set(shared.map((place) => place.channel));
      if ([...this.#state.selected].some((channel) => !channels.has(channel))) {
        change.selected = new Set([...this.#state.selected].filter((channel) => channels.has(channel)));
      }
    }
    this.#set(change);
  }

  /** @param {boolean} [answered] whether Berth answered at all */
  poolFailed(text, at, answered = false) {
    const { link } = this.#state;
    this.#set({ link: { ...link, failure: { text, answered, since: link.failure?.since ?? at } } });
  }

  /** @param {any[]} events oldest first */
  eventsArrived(events) {
    const known = new Set(this.#state.events.map((event) => event.id));
    const fresh = events.filter((event) => !known.has(event.id)).reverse();
    this.#set({ events: [...fresh, ...this.#state.events].slice(0, KEPT_EVENTS) });
  }

  eventsLive(live) {
    if (live !== this.#state.eventsLive) {
      this.#set({ eventsLive: live });
    }
  }

  #view(change) {
    this.#set({ view: { ...this.#state.view, ...change } });
  }

  searched(search) {
    this.#view({ search });
  }

  statusToggled(status) {
    this.#view({ statuses: toggled(this.#state.view.statuses, status) });
  }

  roomToggled(room) {
    this.#view({ room: this.#state.view.room === room ? undefined : room });
  }

  tagChosen(tag) {
    this.#view({ tag });
  }

  sortedBy(by) {
    const { sort } = this.#state.view;
    this.#view({ sort: { by, descending: sort.by === by && !sort.descending } });
  }

  /** Shows one account, whatever was filtered before. */
  lookedFor(channel) {
    this.filtersCleared();
    this.searched(channel);
  }

  filtersCleared() {
    this.#view({ search: "", statuses: [], room: undefined, tag: "" });
  }

  selectionToggled(channel) {
    const selected = new Set(this.#state.selected);
    if (!selected.delete(channel)) {
      selected.add(channel);
    }
    this.#set({ selected });
  }

  /** Selects all accounts that the list shows, or none. */
  allSelected(all) {
    this.#set({ selected: new Set(all ? this.visible.map((place) => place.channel) : []) });
  }

  actionStarted(channel, action) {
    this.#set({
      running: new Map(this.#state.running).set(channel, action),
      failures: without(this.#state.failures, channel),
    });
  }

  /** @param {string} [failure] why it did not succeed */
  actionEnded(channel, failure) {
    const { failures } = this.#state;
    this.#set({
      running: without(this.#state.running, channel),
      failures: failure === undefined ? failures : new Map(failures).set(channel, failure),
    });
  }

  failureDismissed(channel) {
    this.#set({ failures: without(this.#state.failures, channel) });
  }

  dialogOpened(dialog) {
    this.#set({ dialog });
  }

  dialogClosed() {
    this.#set({ dialog: undefined });
  }

  announced(announcement) {
    this.#set({ announcement });
  }
}
