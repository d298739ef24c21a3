import { done, failed } from "./wording.js";
import { counted } from "./format.js";

/** How many changes run at once when many accounts are changed. */
const AT_ONCE = 4;

/** What a person does to accounts and slots. The pool is read again by itself within a second. */
export class Actions {
  #api;
  #store;
  #refused;

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./store.js").Store} store
   * @param {(text: string) => void} refused called when the API token is no longer accepted
   */
  constructor(api, store, refused) {
    this.#api = api;
    this.#store = store;
    this.#refused = refused;
  }

  /** @param {"pause" | "resume" | "reset"} change @returns {Promise<boolean>} whether it succeeded */
  async change(channel, change) {
    const succeeded = await this.#run(channel, change, () => this.#api.changeAccount(channel, change));
    if (succeeded) {
      this.#store.announced(done(change, channel));
    }
    return succeeded;
  }

  async changeMany(channels, change) {
    const rest = [...channels];
    let changed = 0;
    const work = async () => {
      for (let channel = rest.shift(); channel !== undefined; channel = rest.shift()) {
        const succeeded = await this.#run(channel, change, () => this.#api.changeAccount(channel, change));
        changed += Number(succeeded);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const left = channels.length - changed;
    const verb = change === "pause" ? "Paused" : "Resumed";
    this.#store.announced(
      `${verb} ${counted(changed, "account")}.${left > 0 ? ` ${counted(left, "account")} could not be changed.` : ""}`,
    );
  }

  /** @returns {Promise<string | undefined>} why it failed */
  async remove(channel) {
    const failure = await this.#attempt(() => this.#api.deleteAccount(channel));
    if (failure === undefined) {
      this.#store.announced(done("delete", channel));
    }
    return failure;
  }

  /** @returns {Promise<string | undefined>} why it failed */
  async setMaxJobs(channel, maxJobs) {
    const failure = await this.#attempt(() => this.#api.setMaxJobs(channel, maxJobs));
    if (failure === undefined) {
      this.#store.announced(`Account ${channel} may run ${counted(maxJobs, "job")} at once.`);
    }
    return failure;
  }

  /** @returns {Promise<string | undefined>} why it failed */
  async release(slot) {
    const failure = await this.#attempt(() => this.#api.releaseSlot(slot));
    if (failure === undefined) {
      this.#store.announced("Released the slot.");
    }
    return failure;
  }

  /** @returns {Promise<{channel?: string, failure?: string}>} */
  async add(discord, maxJobs) {
    let channel;
    const failure = await this.#attempt(async () => {
      // The answer repeats the Discord token, so nothing of it is kept but the channel.
      channel = (await this.#api.addAccount(discord, maxJobs)).channel;
    });
    if (failure === undefined) {
      this.#store.announced(`Account ${channel} is configured.`);
    }
    return { channel, failure };
  }

  async #run(channel, action, request) {
    this.#store.actionStarted(channel, action);
    const failure = await this.#attempt(request);
    const text = failure === undefined ? undefined : failed(action, failure);
    this.#store.actionEnded(channel, text);
    if (text !== undefined) {
      this.#store.announced(text);
    }
    return text === undefined;
  }

  async #attempt(request) {
    try {
      await request();
      return undefined;
    } catch (failure) {
      if (failure.status === 401) {
        this.#refused(failure.text);
      }
      return failure.text ?? "Berth's answer was cut off.";
    }
  }
}
