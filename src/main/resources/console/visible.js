import { freeOf } from "./cells.js";

/**
 * Which accounts the list shows, and in which order.
 *
 * @typedef {"free" | "held" | "full"} Room accounts with a free place, with a held one, or without a free one
 * @typedef {{by: string, descending: boolean}} Sort
 * @typedef {{search: string, statuses: string[], room?: Room, tag: string, sort: Sort}} View
 */

const ROOMS = {
  free: (place) => freeOf(place) > 0,
  held: (place) => place.jobs.length > 0,
  full: (place) => freeOf(place) === 0,
};

/** What the search looks at. A ref is how an operator of workers knows a job. */
const matches = (place, words) =>
  words.every(
    (word) =>
      place.channel.includes(word) ||
      place.status.includes(word) ||
      (place.reason ?? "").toLowerCase().includes(word) ||
      (place.pendingModMessage ?? "").toLowerCase().includes(word) ||
      (place.tags ?? []).some((tag) => tag.includes(word)) ||
      place.jobs.some((job) => (job.ref ?? "").toLowerCase().includes(word) || job.slot.toLowerCase() === word),
  );

/** Statuses in the order in which they need an operator. */
const URGENCY = ["moderated", "rejected", "cooling", "resting", "cordoned", "paused", "active"];

const COMPARISONS = {
  channel: () => 0,
  status: (one, other) => URGENCY.indexOf(one.status) - URGENCY.indexOf(other.status),
  places: (one, other) => one.jobs.length - other.jobs.length,
  maxJobs: (one, other) => one.maxJobs - other.maxJobs,
};

/** Channels are numbers of up to 20 digits: longer is larger. */
const byChannel = (one, other) =>
  one.channel.length - other.channel.length || (one.channel < other.channel ? -1 : Number(one.channel > other.channel));

/** @param {any[]} places @param {View} view */
export function visiblePlaces(places, view) {
  const words = view.search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const shown = places.filter(
    (place) =>
      (view.statuses.length === 0 || view.statuses.includes(place.status)) &&
      (view.room === undefined || ROOMS[view.room](place)) &&
      (view.tag === "" || (place.tags ?? []).includes(view.tag)) &&
      matches(place, words),
  );
  const compare = COMPARISONS[view.sort.by];
  const sign = view.sort.descending ? -1 : 1;
  return shown.sort(
    (one, other) => sign * compare(one, other) || (view.sort.by === "channel" ? sign : 1) * byChannel(one, other),
  );
}

/** @param {View} view */
export const isFiltered = (view) =>
  view.search.trim() !== "" || view.statuses.length > 0 || view.room !== undefined || view.tag !== "";

/** All tags of the accounts, in the order of the alphabet. */
export const tagsOf = (places) => [...new Set(places.flatMap((place) => place.tags ?? []))].sort();
