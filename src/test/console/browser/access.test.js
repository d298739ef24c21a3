import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, open, signIn, violations } from "./tools.js";

after(closeBrowser);

const button = (page, name) => page.getByRole("button", { name }).first();

/** What is looked at, and how to get there. */
const STATES = {
  "wrong token": { go: (page) => signIn(page, "wrong").then(() => page.waitForSelector("#token-error:not(:empty)")) },
  empty: { token: "full-token", scene: { accounts: 0 } },
  "empty for a reader": { token: "read-token", scene: { accounts: 0 } },
  three: { token: "full-token", scene: { accounts: 3, waiting: 2 } },
  reader: { token: "read-token", scene: { accounts: 40 } },
  many: { token: "full-token", scene: { accounts: 500, waiting: 12 } },
  "nothing fits": { token: "full-token", go: (page) => page.fill("input[type=search]", "zzz") },
  selected: { token: "full-token", go: (page) => page.getByRole("checkbox").nth(1).check() },
  "add an account": { token: "full-token", go: (page) => button(page, "Add account").click() },
  delete: { token: "full-token", go: (page) => button(page, "Delete account").click() },
  release: { token: "full-token", scene: { busy: 1 }, go: (page) => page.locator(".held").first().click() },
  "details of a job": { token: "full-token", scene: { busy: 1 }, go: (page) => page.locator(".held").first().hover() },
  maxJobs: { token: "full-token", go: (page) => button(page, "change maxJobs").click() },
};

for (const [name, { go = async () => {}, ...state }] of Object.entries(STATES)) {
  for (const [theme, width] of [
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
  ]) {
    test(`${name.replaceAll(" ", "_")}_in_${theme}_at_${width}_has_no_violation`, async () => {
      const { page, problems, close } = await open({ ...state, theme, width });
      await go(page);
      await page.waitForTimeout(300);
      assert.deepEqual(await violations(page), []);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(wider, 0, "the page scrolls sideways");
      assert.deepEqual(problems, []);
      await close();
    });
  }
}

test("targets_are_at_least_24_pixels", async () => {
  for (const width of [1440, 800, 390]) {
    const { page, close } = await open({ token: "full-token", scene: { accounts: 40, waiting: 3 }, width });
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, label:has(input), input:not([type=checkbox]), a")]
        .filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
        .map((element) => ({ text: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(({ text, box }) => `${text} ${box.width}x${box.height}`),
    );
    assert.deepEqual(small, []);
    await close();
  }
});

test("page_at_twice_the_size_of_text_does_not_scroll_sideways", async () => {
  const { page, close } = await open({
    token: "full-token",
    scene: { accounts: 40, waiting: 3 },
    width: 720,
    height: 450,
    deviceScaleFactor: 2,
  });
  assert.equal(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    0,
  );
  await close();
});
