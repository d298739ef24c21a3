/**
 * The console in a browser, against a pod. It is run by a test in Java, which starts the pod and says where it is:
 * `BERTH_URL`, `BERTH_TOKEN` and `BERTH_READ_TOKEN` of one subscription, and `BERTH_CONTROL`, which kills and starts
 * the pod. `tools.js` says what else it needs.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, signIn, violations, visitAt } from "../browser/tools.js";

const { BERTH_URL, BERTH_TOKEN, BERTH_READ_TOKEN, BERTH_CONTROL } = process.env;

after(closeBrowser);

async function call(method, path, body) {
  const response = await fetch(BERTH_URL + path, {
    method,
    headers: { Authorization: `Bearer ${BERTH_TOKEN}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

const configured = async (user, maxJobs = 3) =>
  (await call("POST", "/v2/account/midjourney", { discord: `sim-${user}`, maxJobs })).channel;
const rowOf = (page, channel) => page.locator(`berth-account:has-text("${channel}")`);
const button = (scope, name) => scope.getByRole("button", { name });
const status = (page, text) =>
  page.waitForFunction((wanted) => document.querySelector("[role=status]").textContent.includes(wanted), text);

test("wrong_token_is_told_and_the_right_one_opens_the_pool", async () => {
  const { page, problems, close } = await visitAt(BERTH_URL);
  await signIn(page, "wrong-token-of-nobody-at-all");
  await page.waitForSelector("#token-error:not(:empty)");
  await signIn(page, BERTH_TOKEN);
  await page.waitForSelector(".numbers");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(problems, []);
  await close();
});

test("slot_that_another_client_takes_appears_within_a_second", async () => {
  const channel = await configured("seen", 5);
  const { page, problems, close } = await visitAt(BERTH_URL, { token: BERTH_TOKEN });
  const row = rowOf(page, channel);
  await row.waitFor();
  const took = [];
  for (let i = 0; i < 5; i++) {
    await call("POST", "/v2/slots/midjourney", { channel, ref: `job ${i}` });
    const taken = performance.now();
    await row.locator(".held").nth(i).waitFor({ timeout: 5_000 });
    took.push(performance.now() - taken);
  }
  console.log(`shown after ${took.map(Math.round)} ms`);
  // once the pod and the browser have warmed up
  assert.ok(Math.min(...took) < 1_000, took.join());
  assert.deepEqual(problems, []);
  await close();
});

test("actions_do_what_they_say", async () => {
  const channel = await configured("acted");
  const { page, problems, close } = await visitAt(BERTH_URL, { token: BERTH_TOKEN });
  const row = rowOf(page, channel);
  await button(row, "Pause account").click();
  await status(page, "Paused account");
  assert.equal((await call("GET", `/v2/account/midjourney/${channel}`)).status, "paused");
  await page.locator(".lately li", { hasText: "paused" }).first().waitFor();
  await button(row, "Resume account").click();
  await status(page, "Resumed account");

  await button(row, "change maxJobs").click();
  await page.keyboard.type("77");
  await page.keyboard.press("Enter");
  await row.locator(".error:not(:empty)").waitFor();
  assert.match(await row.locator(".error:not(:empty)").textContent(), /can't be more that 15/);
  await row.locator("input[type=number]").fill("5");
  await page.keyboard.press("Enter");
  await row.locator("input[type=number]").waitFor({ state: "detached" });
  assert.equal((await call("GET", `/v2/account/midjourney/${channel}`)).maxJobs, 5);

  const { slot } = await call("POST", "/v2/slots/midjourney", { channel, ref: "released by hand" });
  await row.locator(".held").first().click();
  assert.match(await page.textContent("dialog dl"), /released by hand/);
  await button(page.getByRole("dialog"), "Release slot").click();
  await page.waitForSelector("dialog", { state: "detached" });
  const gone = await fetch(`${BERTH_URL}/v2/slots/midjourney/${slot}`, {
    headers: { Authorization: `Bearer ${BERTH_TOKEN}` },
  });
  assert.equal(gone.status, 410);

  await button(row, "Delete account").click();
  await page.fill("#typed", channel);
  await page.keyboard.press("Enter");
  await row.waitFor({ state: "detached" });
  assert.deepEqual(problems, []);
  await close();
});

test("account_is_added_and_the_error_of_the_service_stands_beside_the_field", async () => {
  const { page, close } = await visitAt(BERTH_URL, { token: BERTH_TOKEN });
  await button(page, "Add account").first().click();
  await page.fill("#discord-token", "sim-locked");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /not usable/.test(document.querySelector("#discord-error").textContent));
  await page.fill("#discord-token", "sim-added");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  const accounts = Object.keys(await call("GET", "/v2/account/midjourney"));
  await page.waitForFunction((count) => document.querySelectorAll("berth-account").length === count, accounts.length);
  await close();
});

test("token_with_the_role_read_has_no_buttons_that_change_something", async () => {
  await configured("read");
  const { page, close } = await visitAt(BERTH_URL, { token: BERTH_READ_TOKEN });
  await page.waitForSelector("berth-account");
  assert.equal(await page.getByRole("button", { name: /Add|Pause|Delete|Reset|Resume|change maxJobs/ }).count(), 0);
  await close();
});

test("pod_that_is_killed_is_told_and_the_page_catches_up_when_it_is_back", async () => {
  const channel = await configured("caught-up");
  const { page, close } = await visitAt(BERTH_URL, { token: BERTH_TOKEN });
  await rowOf(page, channel).waitFor();
  await fetch(`${BERTH_CONTROL}/kill`, { method: "POST" });
  await page.waitForSelector(".banner");
  await fetch(`${BERTH_CONTROL}/start`, { method: "POST" });
  await call("DELETE", `/v2/account/midjourney/${channel}`);
  await page.waitForSelector(".banner", { state: "detached", timeout: 20_000 });
  await rowOf(page, channel).waitFor({ state: "detached", timeout: 10_000 });
  await page.locator(".lately li", { hasText: channel }).first().waitFor();
  await close();
});
