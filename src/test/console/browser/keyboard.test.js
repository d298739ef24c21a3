import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, open } from "./tools.js";

after(closeBrowser);

const focused = (page) =>
  page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim());
const press = async (page, ...keys) => {
  for (const key of keys) {
    await page.keyboard.press(key);
  }
};

/** Tabs until something has the focus whose name fits. */
async function tabTo(page, name) {
  for (let stop = 0; stop < 40; stop++) {
    await page.keyboard.press("Tab");
    if (name.test(await focused(page))) {
      return stop + 1;
    }
  }
  throw new Error(`no stop is called ${name}`);
}

test("everything_can_be_done_with_the_keyboard_alone", async () => {
  const { page, scene, problems, close } = await open({ scene: { accounts: 40, busy: 0.7 } });
  await page.keyboard.type("full-token");
  await press(page, "Enter");
  await page.waitForSelector("berth-account");
  const [first, second] = scene.accounts.keys();

  await tabTo(page, new RegExp(`Select account ${first}`));
  await press(page, "ArrowDown", "End", "ArrowLeft");
  assert.equal(await focused(page), `Pause account ${second}`);
  await press(page, "Enter");
  await page.waitForFunction(
    (channel) => document.activeElement.getAttribute("aria-label") === `Resume account ${channel}`,
    second,
  );
  assert.equal(scene.accounts.get(second).status, "paused");

  await press(page, "ArrowUp", "Home", "ArrowRight");
  assert.match(await focused(page), /^Job /);
  await page.waitForSelector("berth-job-details:popover-open");
  const held = scene.accounts.get(first).jobs.length;
  await press(page, "Enter");
  await page.waitForSelector("dialog[open]");
  await tabTo(page, /^Release slot$/);
  await press(page, "Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal(scene.accounts.get(first).jobs.length, held - 1);

  await page.waitForFunction(() => document.activeElement.closest("berth-account") !== null);
  await press(page, "End");
  assert.equal(await focused(page), `Delete account ${first}`);
  await press(page, "Enter");
  await page.waitForSelector("dialog[open]");
  await press(page, "Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal(await focused(page), `Delete account ${first}`);
  assert.deepEqual(problems, []);
  await close();
});

test("list_is_one_stop_of_the_tab_key_in_both_directions", async () => {
  const { page, scene, close } = await open({ token: "full-token", scene: { accounts: 40 } });
  scene.happened("token.created");
  await page.waitForSelector(".lately li");
  await tabTo(page, /^Select account/);
  await press(page, "ArrowDown");
  const there = await focused(page);
  await press(page, "Tab");
  assert.ok(!(await page.evaluate(() => document.activeElement.closest("[role=grid]"))));
  await press(page, "Shift+Tab");
  assert.equal(await focused(page), there);
  await press(page, "Shift+Tab");
  assert.equal(await focused(page), "Add account");
  await close();
});

test("focus_stays_in_the_row_when_the_job_that_has_it_ends", async () => {
  const { page, scene, close } = await open({ token: "full-token", scene: { accounts: 3, busy: 1 } });
  await page.waitForSelector("berth-account");
  const [first] = scene.accounts.keys();
  await tabTo(page, /^Select account/);
  await press(page, "ArrowRight");
  const slot = await page.evaluate(() => document.activeElement.dataset.slot);
  const account = scene.accounts.get(first);
  account.jobs = account.jobs.filter((job) => job.slot !== slot);
  scene.changed();
  await page.waitForFunction((gone) => !document.querySelector(`[data-slot="${gone}"]`), slot);
  assert.ok(await page.evaluate(() => document.activeElement.closest("berth-account")?.textContent), first);
  await close();
});

test("focus_is_seen_and_not_below_what_is_sticky", async () => {
  const { page, close } = await open({ token: "full-token", scene: { accounts: 40 } });
  await page.waitForSelector("berth-account");
  await tabTo(page, /^Select account/);
  await press(page, "Control+End", "PageUp", "PageUp");
  const { outline, covered } = await page.evaluate(() => {
    const element = document.activeElement;
    const { left, top, width, height } = element.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return {
      outline: getComputedStyle(element).outlineStyle,
      covered: above === element ? "" : `${above?.outerHTML.slice(0, 200)} over ${top}`,
    };
  });
  assert.equal(outline, "solid");
  assert.equal(covered, "");
  await close();
});
