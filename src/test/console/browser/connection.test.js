import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, open, violations } from "./tools.js";

after(closeBrowser);

const free = (page) => page.textContent(".number .figure");

test("service_that_is_down_is_told_with_the_age_of_the_data_and_the_page_catches_up", async () => {
  const { page, server, scene, problems, close } = await open({ token: "full-token", scene: { accounts: 3 } });
  server.setDown(true);
  await page.waitForSelector(".banner");
  await page.waitForFunction(() => /\d s ago/.test(document.querySelector(".banner").textContent));
  assert.match(await page.textContent(".banner"), /No connection.*can't be reached.*tries again by itself/s);
  assert.equal(await page.evaluate(() => document.documentElement.className), "stale");
  assert.deepEqual(await violations(page), []);
  scene.accounts.clear();
  scene.changed();
  scene.happened("account.deleted", { channel: "42" });
  server.setDown(false);
  await page.waitForSelector(".banner", { state: "detached" });
  await page.getByText("No account is configured").waitFor();
  await page.locator(".lately li", { hasText: "42" }).waitFor();
  assert.match(await page.textContent("[role=status]"), /up to date again/);
  assert.deepEqual(problems, []);
  await close();
});

test("event_appears_without_a_reload", async () => {
  const { page, scene, close } = await open({ token: "full-token" });
  const [channel] = scene.accounts.keys();
  await page.waitForFunction(() => !document.querySelector(".lately .hint"));
  scene.enter(channel, "moderated");
  await page.locator(".lately li", { hasText: "moderated" }).waitFor();
  await page.locator("berth-account", { hasText: "stopped by a moderator" }).waitFor();
  await close();
});

test("page_that_is_hidden_asks_nothing_and_catches_up_when_it_is_shown", async () => {
  const { page, server, scene, close } = await open({ token: "full-token" });
  const show = (state) =>
    page.evaluate((given) => {
      Object.defineProperty(document, "visibilityState", { value: given, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await show("hidden");
  await page.waitForTimeout(100);
  const asked = server.requests.length;
  scene.accounts.clear();
  scene.changed();
  await page.waitForTimeout(2_500);
  assert.equal(server.requests.length, asked);
  assert.notEqual(await free(page), "0");
  await show("visible");
  await page.getByText("No account is configured").waitFor({ timeout: 1_000 });
  await close();
});

test("token_that_is_revoked_ends_the_session_with_its_reason", async () => {
  const { page, close } = await open({ token: "full-token" });
  await page.route("**/v2/pool*", (route) =>
    route.fulfill({ status: 401, json: { error: "Unauthorized", code: 401 } }),
  );
  await page.waitForSelector("#token-error:not(:empty)");
  assert.match(await page.textContent("#token-error"), /does not accept the API token any more/);
  await close();
});
