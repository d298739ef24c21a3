/** The statuses of an account in the order in which they are shown. A newer server may know more. */
const KNOWN = ["active", "paused", "cooling", "rejected", "moderated"];

/** @param {Record<string, number>} accounts how many accounts have each status */
export function statusCounts(accounts) {
  const names = [...KNOWN, ...Object.keys(accounts).filter((name) => !KNOWN.includes(name))];
  return names.map((name) => ({ name, number: accounts[name] ?? 0 }));
}

/** The shapes that stand beside the names, since a status is never told by colour alone. */
const SHAPES = {
  active: "dot",
  paused: "bars",
  cooling: "clock",
  resting: "clock",
  rejected: "cross",
  moderated: "flag",
};

export const shapeOf = (status) => SHAPES[status] ?? "ring";

/**
 * What an operator has to do before the account is in rotation again; nothing where Berth brings it back by itself.
 *
 * @returns {string | undefined}
 */
export function toDo(place) {
  if (place.status === "rejected" && place.nextCheck === undefined) {
    return "Add it again with a new Discord token, or reset it.";
  }
  return place.status === "moderated" && place.until === undefined
    ? "Reset it when the moderation is dealt with."
    : undefined;
}

/** The changes of an account that make sense in its status. */
export function changesFor(status) {
  switch (status) {
    case "active":
      return ["pause"];
    case "paused":
      return ["resume"];
    default:
      return ["reset", "pause"];
  }
}
