/**
 * Keeps the API token as long as the tab lives, and nowhere else: not in local storage, where it would outlive the
 * operator's work, and not in a cookie, which the browser would send by itself.
 */
const NAME = "berth.token";

export class Session {
  #storage;

  /** @param {Storage} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /** A browser may forbid the storage; then a token lives until the page is loaded again. */
  get token() {
    try {
      return this.#storage.getItem(NAME) ?? undefined;
    } catch {
      return undefined;
    }
  }

  keep(token) {
    try {
      this.#storage.setItem(NAME, token);
    } catch {
      // The page works without it.
    }
  }

  forget() {
    try {
      this.#storage.removeItem(NAME);
    } catch {
      // There is nothing to forget.
    }
  }
}
