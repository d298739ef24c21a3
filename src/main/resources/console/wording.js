/** Events as sentences. */

const WORDS = {
  "account.created": "added",
  "account.updated": "changed",
  "account.deleted": "deleted",
  "account.paused": "paused",
  "account.resumed": "resumed",
  "account.cooling": "cools down",
  "account.rejected": "rejected",
  "account.moderated": "moderated",
  "account.recovered": "back in rotation",
  "token.created": "API token created",
  "token.rotated": "API token rotated",
  "token.revoked": "API token revoked",
  "subscription.created": "Subscription created",
  "subscription.updated": "Subscription changed",
  "subscription.deleted": "Subscription deleted",
};

/** What happened, without the account. A type that this page does not know yet is shown as it is. */
export const whatHappened = (event) => WORDS[event.type] ?? event.type.split(".").join(" ");

const named = (actor, kind) => (actor.name ? `by ${kind} ${actor.name}` : `by ${kind}`);

export function byWhom(actor) {
  switch (actor.kind) {
    case "token":
      return named(actor, "API token");
    case "admin":
      return named(actor, "administrator");
    default:
      return "by Berth";
  }
}

const value = (given) => (given === null ? "none" : Array.isArray(given) ? given.join(" ") : String(given));

/** The changed fields; a secret has a name only. @param {Record<string, unknown> | string[] | undefined} changed */
export function changes(changed) {
  if (changed === undefined) {
    return "";
  }
  if (Array.isArray(changed)) {
    return changed.join(", ");
  }
  return Object.entries(changed)
    .map(([name, given]) => (given === undefined || given === true ? name : `${name} ${value(given)}`))
    .join(", ");
}

const DONE = { pause: "Paused", resume: "Resumed", reset: "Reset", delete: "Deleted" };

/** What an action did, for the live region. */
export const done = (action, channel) => `${DONE[action]} account ${channel}.`;

export const failed = (action, text) => `Could not ${action}: ${text}`;
