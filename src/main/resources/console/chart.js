import { counted, rate } from "./format.js";

/**
 * The geometry of the two charts. Both have 15 places for minutes, the newest one at the right, so that the charts
 * do not stretch while a pod is young.
 */
export const MINUTES = 15;
export const HEIGHT = 40;
const STEP = 10;
export const WIDTH = MINUTES * STEP;

/** A round number at or above the largest value, so that the scale does not jump with every answer. */
export function scaleTop(values) {
  const largest = Math.max(0, ...values);
  if (largest === 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 5, 10].map((factor) => factor * power).find((top) => top >= largest * 0.999999);
}

const left = (index, length) => (MINUTES - length + index) * STEP;
const round = (number) => Math.round(number * 100) / 100;

/** Bars of a series. A value above zero is at least one unit high, or it would look like none. */
export function bars(values) {
  const top = scaleTop(values);
  return values.map((value, index) => {
    const height = value > 0 ? Math.max(1, round((value / top) * HEIGHT)) : 0;
    return { x: left(index, values.length) + 1, y: round(HEIGHT - height), width: STEP - 2, height };
  });
}

/** The path of a line, with a gap where there is no value. @param {(number | undefined)[]} values */
export function line(values) {
  const top = scaleTop(values.filter((value) => value !== undefined));
  let pen = "M";
  let path = "";
  values.forEach((value, index) => {
    if (value === undefined) {
      pen = "M";
      return;
    }
    const x = left(index, values.length) + STEP / 2;
    path += `${pen}${x} ${round(HEIGHT - (value / top) * HEIGHT)}`;
    // A value between two gaps would be a line without a length.
    path += pen === "M" ? `h0.01` : "";
    pen = "L";
  });
  return path;
}

const SECONDS = 60;

/**
 * The last 15 minutes, the running one included. The pool has only those in which slots were granted.
 * What the running minute lacks of 60 seconds is taken from the minute before: pods report their grants every two
 * seconds, so the first seconds of a minute say little.
 *
 * @param {{at: string, granted: number, waitSeconds: number}[]} minutes
 * @param {number} now the server's time, in milliseconds
 */
export function seriesOf(minutes, now) {
  const minuteOf = (time) => Math.floor(time / 1_000 / SECONDS);
  const known = new Map(minutes.map((minute) => [minuteOf(Date.parse(minute.at)), minute]));
  const running = minuteOf(now);
  const last = Array.from({ length: MINUTES }, (_, index) => running - MINUTES + 1 + index);
  const granted = (minute) => known.get(minute)?.granted ?? 0;
  const lacking = 1 - ((now / 1_000) % SECONDS) / SECONDS;
  return {
    grants: last.map(
      (minute) => (granted(minute) + (minute === running ? lacking * granted(minute - 1) : 0)) / SECONDS,
    ),
    waits: last.map((minute) => known.get(minute)?.waitSeconds),
  };
}

/** The chart in a sentence, for those who do not see it. */
export function inWords(name, values, unit) {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) {
    return `${name}: no grant in the last ${counted(Math.max(1, values.length), "minute")}.`;
  }
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return (
    `${name}, last ${counted(values.length, "minute")}: ${rate(low)} to ${rate(high)} ${unit}, ` +
    `most recently ${rate(known.at(-1))}.`
  );
}
