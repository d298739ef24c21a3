import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, open, signIn } from "./tools.js";

after(closeBrowser);

const MANY = { accounts: 500, busy: 0.6, maxJobs: () => 10 };

test("500_accounts_with_5000_places_are_drawn_in_less_than_a_second", async () => {
  const { page, close } = await open({ scene: MANY });
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll("berth-account .cell").length >= 5_000) {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => (window.drawnAt = performance.now())));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await signIn(page, "full-token");
  await page.waitForFunction(() => window.drawnAt !== undefined);
  const milliseconds = await page.evaluate(() => {
    const pool = performance.getEntriesByType("resource").find((entry) => entry.name.includes("/v2/pool"));
    return Math.round(window.drawnAt - pool.responseEnd);
  });
  console.log(`drawn in ${milliseconds} ms after the answer had arrived`);
  assert.ok(milliseconds < 1_000);
  await close();
});

test("20_updates_a_second_leave_30_frames_a_second", async () => {
  const { page, close } = await open({ scene: MANY, token: "full-token" });
  await page.waitForSelector("berth-account");
  const { frames, longest, updates } = await page.evaluate(async () => {
    const { store } = await import("/console/console.js");
    let { places } = store.state;
    const { pool } = store.state;
    const times = [];
    let updates = 0;
    // A tenth of the accounts changes each time. All of it is parsed anew, as an answer would be.
    const update = () => {
      updates += 1;
      places = JSON.parse(JSON.stringify(places));
      places.forEach((place, index) => {
        if (index % 10 === updates % 10) {
          const [first] = place.jobs.splice(0, 1);
          place.jobs.push({
            ...first,
            slot: `n${updates}-${index}`,
            ref: "moved",
            grantedAt: new Date().toISOString(),
          });
        }
      });
      store.poolArrived({ ...pool, free: updates, places }, Date.now());
    };
    const timer = setInterval(update, 50);
    await new Promise((resolve) => {
      const frame = (at) => {
        times.push(at);
        at - times[0] < 5_000 ? requestAnimationFrame(frame) : resolve();
      };
      requestAnimationFrame(frame);
    });
    clearInterval(timer);
    const gaps = times.slice(1).map((at, index) => at - times[index]);
    return {
      frames: (gaps.length / (times.at(-1) - times[0])) * 1000,
      longest: Math.max(...gaps),
      updates: updates / 5,
    };
  });
  console.log(
    `${frames.toFixed(1)} frames a second, the longest ${longest.toFixed(0)} ms, ${updates} updates a second`,
  );
  assert.ok(frames >= 30);
  await close();
});
