/** Reads the pool, page by page. Pages that did not change are not sent again. */
export class PoolReader {
  #api;
  #timeout;
  /** @type {Map<string, {tag: string | null, page: any}>} by the path of a page */
  #known = new Map();

  /** @param {import("./api.js").Api} api @param {number} [timeout] milliseconds for one page */
  constructor(api, timeout = 8_000) {
    this.#api = api;
    this.#timeout = timeout;
  }

  /** @param {AbortSignal} [signal] @returns {Promise<any>} the first page, with the places of all pages */
  async read(signal) {
    const pages = [];
    const read = new Map();
    let path = "/v2/pool?limit=500";
    do {
      const known = await this.#page(path, signal);
      read.set(path, known);
      pages.push(known.page);
      const next = known.page.next;
      path = next === undefined ? undefined : `/v2/pool?limit=500&after=${encodeURIComponent(next)}`;
    } while (path !== undefined);
    this.#known = read;
    return pages.length === 1 ? pages[0] : { ...pages[0], places: pages.flatMap((page) => page.places) };
  }

  async #page(path, signal) {
    const known = this.#known.get(path);
    const timeout = AbortSignal.timeout(this.#timeout);
    const response = await this.#api.send(path, {
      headers: known?.tag ? { "If-None-Match": known.tag } : {},
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    await this.#api.refuse(response);
    if (response.status === 304 && known) {
      return known;
    }
    return { tag: response.headers.get("ETag"), page: await response.json() };
  }
}
