import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, open } from "./tools.js";

after(closeBrowser);

const rowOf = (page, channel) => page.locator(`berth-account:has-text("${channel}")`);
const button = (scope, name) => scope.getByRole("button", { name });
const status = (page, text) =>
  page.waitForFunction((wanted) => document.querySelector("[role=status]").textContent.includes(wanted), text);

async function opened(accounts = 3, scene = {}) {
  const all = await open({ token: "full-token", scene: { accounts, ...scene } });
  await all.page.waitForSelector("berth-account");
  return { ...all, channels: [...all.scene.accounts.keys()] };
}

test("account_is_paused_and_resumed", async () => {
  const { page, scene, channels, problems, close } = await opened();
  const row = rowOf(page, channels[0]);
  await button(row, "Pause account").click();
  await status(page, "Paused account");
  await button(row, "Resume account").click();
  await status(page, "Resumed account");
  assert.equal(scene.accounts.get(channels[0]).status, "active");
  assert.deepEqual(problems, []);
  await close();
});

test("reset_that_fails_says_so_in_its_row", async () => {
  const { page, scene, channels, close } = await opened();
  scene.enter(channels[0], "rejected");
  const row = rowOf(page, channels[0]);
  await button(row, "Reset account").click();
  await row.locator(".error").waitFor();
  assert.match(await row.locator(".error").textContent(), /Could not reset: Discord token is invalid/);
  await button(row, "Dismiss").click();
  assert.equal(await row.locator(".error").count(), 0);
  await close();
});

test("account_is_deleted_only_when_its_channel_was_typed", async () => {
  const { page, scene, channels, close } = await opened();
  await button(rowOf(page, channels[1]), "Delete account").click();
  await page.fill("#typed", "118");
  await page.keyboard.press("Enter");
  assert.match(await page.textContent("#typed-error"), /not the channel/);
  assert.ok(scene.accounts.has(channels[1]));
  await page.fill("#typed", channels[1]);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await rowOf(page, channels[1]).waitFor({ state: "detached" });
  assert.ok(!scene.accounts.has(channels[1]));
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await close();
});

test("account_is_added_and_errors_stand_beside_their_fields", async () => {
  const { page, scene, close } = await opened();
  await button(page, "Add account").click();
  const add = async (discord, maxJobs = "") => {
    await page.fill("#discord-token", discord);
    await page.fill("#max-jobs", maxJobs);
    await page.keyboard.press("Enter");
  };
  await add("");
  await page.waitForSelector("#discord-error:not(:empty)");
  assert.equal(await page.textContent("#discord-error"), "Required param discord is missing or empty.");
  await add("with blank");
  await page.waitForFunction(() =>
    document.querySelector("#discord-error").textContent.includes("There is a blank in it."),
  );
  await add("good", "99");
  await page.waitForSelector("#max-jobs-error:not(:empty)");
  assert.match(await page.textContent("#max-jobs-error"), /can't be more that 15/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "max-jobs");
  await add("good", "4");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.waitForFunction(() => document.querySelectorAll("berth-account").length === 4);
  assert.equal(scene.accounts.size, 4);
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Add account");
  await close();
});

test("maxJobs_is_changed_in_place", async () => {
  const { page, scene, channels, close } = await opened();
  const row = rowOf(page, channels[0]);
  await button(row, "change maxJobs").click();
  await page.keyboard.type("77");
  await page.keyboard.press("Enter");
  await row.locator(".error:not(:empty)").waitFor();
  assert.match(await row.locator(".error:not(:empty)").textContent(), /can't be more that 15/);
  await row.locator("input[type=number]").fill("9");
  await page.keyboard.press("Enter");
  await row.locator("input[type=number]").waitFor({ state: "detached" });
  assert.equal(scene.accounts.get(channels[0]).maxJobs, 9);
  assert.match(await page.evaluate(() => document.activeElement.className), /edit/);
  await close();
});

test("slot_is_released_after_a_confirmation", async () => {
  const { page, scene, channels, close } = await opened(3, { busy: 1 });
  const account = scene.accounts.get(channels[0]);
  const before = account.jobs.length;
  await rowOf(page, channels[0]).locator(".held").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  assert.equal(account.jobs.length, before);
  await rowOf(page, channels[0]).locator(".held").first().click();
  assert.match(await page.textContent("dialog dl"), /render-/);
  await page.getByRole("dialog").getByRole("button", { name: "Release slot" }).click();
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal(account.jobs.length, before - 1);
  await close();
});

test("job_that_is_pointed_at_shows_its_ref_and_times_until_Escape", async () => {
  const { page, channels, close } = await opened(3, { busy: 1 });
  await rowOf(page, channels[0]).locator(".held").first().hover();
  await page.waitForSelector("berth-job-details:popover-open");
  assert.match(
    (await page.textContent("#job-details")).replace(/\s+/g, " "),
    /render-\d+ held for.* lease ends in.* slot/,
  );
  await page.keyboard.press("Escape");
  await page.waitForSelector("berth-job-details:popover-open", { state: "detached" });
  await close();
});

test("many_accounts_are_paused_and_resumed_at_once", async () => {
  const { page, scene, problems, close } = await opened(40);
  await page.getByRole("button", { name: "active", exact: false }).first().click();
  await page.getByRole("checkbox", { name: "Select all" }).check();
  const active = [...scene.accounts.values()].filter((account) => account.status === "active").length;
  await button(page, `Pause ${active}`).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Pause/ })
    .click();
  await status(page, `Paused ${active} accounts.`);
  assert.equal([...scene.accounts.values()].filter((account) => account.status === "active").length, 0);
  await page.getByText("No account fits").waitFor();
  assert.deepEqual(problems, []);
  await close();
});

test("list_is_searched_filtered_and_sorted", async () => {
  const { page, scene, channels, close } = await opened(40);
  await page.fill("input[type=search]", channels[7].slice(8));
  await page.waitForFunction(() => document.querySelectorAll("berth-account").length === 1);
  await button(page, "Clear").click();
  await page.waitForFunction(() => document.querySelectorAll("berth-account").length === 40);
  await page.selectOption("[aria-label='Filter by tag']", "pro");
  const pro = [...scene.accounts.values()].filter((account) => account.tags.includes("pro")).length;
  await page.waitForFunction((wanted) => document.querySelectorAll("berth-account").length === wanted, pro);
  await button(page, "Clear").click();
  await button(page, "maxJobs").first().click();
  const first = Math.min(...[...scene.accounts.values()].map((account) => account.maxJobs));
  await page.waitForFunction(
    (wanted) => document.querySelector("berth-account .edit").textContent.trim() === wanted,
    String(first),
  );
  assert.equal(await page.getAttribute("[role=columnheader].maxJobs", "aria-sort"), "ascending");
  await close();
});
