import { Actions } from "./actions.js";
import { Api } from "./api.js";
import { backoff } from "./backoff.js";
import { Clock } from "./clock.js";
import { Live } from "./live.js";
import { Session } from "./session.js";
import { Store } from "./store.js";

/** The parts of the page that the components draw and call. */
export const store = new Store();
export const clock = new Clock();

const session = new Session(globalThis.sessionStorage);
const UNKNOWN = "Berth does not know this API token. Check that it is complete and has not been revoked.";
const ENDED = "Berth does not accept the API token any more. Sign in with another one.";

let live;
/** @type {Actions | undefined} */
let actions;

/** The actions of the session. @returns {Actions} */
export const act = () => actions;

/** @param {string} token */
export async function signIn(token) {
  store.signingIn();
  try {
    await open(token);
  } catch (failure) {
    store.signedOut(failure.status === 401 ? UNKNOWN : failure.text);
  }
}

async function open(token) {
  const api = new Api(token);
  const subscription = await api.subscription();
  session.keep(token);
  actions = new Actions(api, store, () => signOut(ENDED));
  live = new Live(api, store, clock, () => signOut(ENDED));
  store.signedIn(subscription);
  follow();
}

/** A page that is loaded again while Berth restarts must not lose its session. */
async function resume(token) {
  store.signingIn();
  for (let failures = 1; session.token === token; failures++) {
    try {
      await open(token);
      return;
    } catch (failure) {
      if (failure.status === 401) {
        signOut(ENDED);
        return;
      }
      store.signingIn(failure.text);
      await new Promise((resolve) => setTimeout(resolve, backoff(failures, { limit: 4_000 })));
    }
  }
}

/** @param {string} [reason] */
export function signOut(reason) {
  live?.show(false);
  live = undefined;
  session.forget();
  store.signedOut(reason);
}

const follow = () => live?.show(document.visibilityState === "visible");

/** Goes on with the session of the tab, if there is one. */
export function begin() {
  document.addEventListener("visibilitychange", follow);
  if (session.token !== undefined) {
    resume(session.token);
  }
}
