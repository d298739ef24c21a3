/**
 * A worker for the tests of the service: takes slots, holds them, and prints what it does.
 *
 * worker.mjs <url> <token> <seconds> <lease> <max hold ms> <seed>
 *
 * Times are nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share.
 */
import { BerthError, Pool, SlotBusy } from "../dist/berth.js";

const [url, token, seconds, lease, maxHold, seed] = process.argv.slice(2).map((text, i) => (i < 2 ? text : Number(text)));
const clock = () => process.hrtime.bigint();
const say = (event) =>
  process.stdout.write(JSON.stringify(event, (_, value) => (typeof value === "bigint" ? Number(value) : value)) + "\n");
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let state = seed + 1;
function chance() {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}

const counts = { held: 0, lost: 0, busy: 0, errors: 0 };
const pool = new Pool(url, token);
const end = performance.now() + seconds * 1000;
while (performance.now() < end) {
  let slot;
  try {
    slot = await pool.slot({ wait: 5, lease });
  } catch (failure) {
    if (failure instanceof SlotBusy) {
      counts.busy++;
    } else if (failure instanceof BerthError) {
      counts.errors++;
      await sleep(100);
    } else {
      throw failure;
    }
    continue;
  }
  counts.held++;
  say({ event: "held", slot: slot.slot, channel: slot.channel, fence: slot.fence, at: clock() });
  // one job in five runs longer than the lease
  const done = performance.now() + (chance() < 0.2 ? lease * 1600 : chance() * maxHold);
  while (performance.now() < done && !slot.lost) {
    await sleep(5);
  }
  const at = clock();
  if (slot.lost) {
    counts.lost++;
    say({ event: "lost", slot: slot.slot, at, reason: slot.lostReason });
  } else {
    say({ event: "released", slot: slot.slot, at });
  }
  await slot.release();
}
await pool.close();
say({ event: "done", ...counts });
