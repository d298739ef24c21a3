/** Uses the client that a generator has made of the description: a whole round, and each kind of error. */
import { strict as assert } from "node:assert";
import { AccountsApi, Configuration, ResponseError, SlotsApi } from "./client/index.js";

const [url, token] = process.argv.slice(2);
const configuration = new Configuration({ basePath: url!, accessToken: token! });
const accounts = new AccountsApi(configuration);
const slots = new SlotsApi(configuration);

async function status(request: Promise<unknown>): Promise<number> {
  try {
    await request;
  } catch (failure) {
    if (failure instanceof ResponseError) {
      return failure.response.status;
    }
    throw failure;
  }
  return 0;
}

const made = await accounts.configureAccountRaw({
  configureAccountRequest: { discord: "sim-generated-typescript", maxJobs: 1 },
});
assert.equal(made.raw.status, 201);
const channel = (await made.value()).channel;
assert.equal((await accounts.getAccount({ channel })).status, "active");
assert.equal((await accounts.updateAccount({ channel, updateAccountRequest: { maxJobs: 2 } })).maxJobs, 2);
assert.equal((await accounts.getSubscription()).accounts, 1);

const slot = await slots.takeSlot({
  prefer: "wait=1",
  idempotencyKey: "generated",
  takeSlotRequest: { leaseSeconds: 60, ref: "mine" },
});
assert.equal(slot.channel, channel);
assert.equal(slot.discord, "sim-generated-typescript");
const again = await slots.takeSlotRaw({ idempotencyKey: "generated" });
assert.equal(again.raw.status, 200);
assert.equal((await again.value()).slot, slot.slot);
assert(again.raw.headers.get("X-Request-Id"));
assert.equal((await slots.getSlot({ slot: slot.slot })).ref, "mine");
assert.equal((await slots.renewSlot({ slot: slot.slot })).status, "active");
const many = await slots.renewSlots({ renewSlotsRequest: { slots: [slot.slot, "none"] } });
assert.equal(many.renewed[0]!.slot, slot.slot);
assert.deepEqual(many.ended, ["none"]);
assert.equal((await slots.listSlots()).executing[0]!.slot, slot.slot);

const other = await slots.takeSlot();
assert.equal(await status(slots.takeSlot()), 429);
await slots.releaseSlot({ slot: other.slot });
await slots.releaseSlot({ slot: slot.slot, outcome: "moderated", message: "Please wait" });
assert.equal(await status(slots.takeSlot()), 409);
assert.equal(await status(slots.renewSlot({ slot: slot.slot })), 410);
await accounts.resetAccount({ channel });
await accounts.deleteAccount({ channel });
console.log("all as described");
