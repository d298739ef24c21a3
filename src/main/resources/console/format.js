/** Texts for numbers, durations and times. All of them are plain English and have a fixed width where they change. */

const whole = new Intl.NumberFormat("en");

/** @param {number | undefined} number */
export const count = (number) => (number === undefined ? "–" : whole.format(number));

/** A rate or a mean: two digits that matter, none that do not. @param {number} number */
export function rate(number) {
  if (number === 0 || number >= 100) {
    return whole.format(Math.round(number));
  }
  return number.toFixed(number < 1 ? 2 : 1);
}

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
];

/** The largest unit, and the next smaller one where it still matters: `1 h 20 min`. @param {number} seconds */
export function duration(seconds) {
  const rest = Math.max(0, Math.round(seconds));
  const index = UNITS.findIndex(([, size]) => rest >= size);
  if (index < 0) {
    return "0 s";
  }
  const [unit, size] = UNITS[index];
  const large = `${Math.floor(rest / size)} ${unit}`;
  const next = UNITS[index + 1];
  const small = next ? Math.floor((rest % size) / next[1]) : 0;
  return small === 0 || rest / size >= 10 ? large : `${large} ${small} ${next[0]}`;
}

/** How long until a time; a time that has passed is "now", because Berth acts on it within seconds. */
export function timeLeft(until, now) {
  const seconds = (Date.parse(until) - now) / 1000;
  return seconds < 0.5 ? "now" : duration(seconds);
}

/** How long since a time. A clock that differs a little must not give a negative age. */
export const age = (since, now) => duration((now - Date.parse(since)) / 1000);

/** @param {string | number} time in the time zone of the reader */
export const clockTime = (time) =>
  new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The time of today, and the date before it when it is another day. */
export function when(time, now) {
  const date = new Date(time);
  if (date.toDateString() === new Date(now).toDateString()) {
    return clockTime(time);
  }
  return `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${clockTime(time)}`;
}

/** @param {number} number @param {string} noun */
export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
