import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, open, signIn } from "./tools.js";

after(closeBrowser);

test("wrong_token_is_told_beside_the_field", async () => {
  const { page, problems, close } = await open();
  await signIn(page, "wrong-token");
  await page.waitForSelector("#token-error:not(:empty)");
  assert.match(await page.textContent("#token-error"), /does not know this API token/);
  assert.equal(await page.getAttribute("#token", "aria-invalid"), "true");
  assert.equal(await page.evaluate(() => document.activeElement.id), "token");
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
  assert.deepEqual(problems, []);
  await close();
});

test("missing_token_is_told_without_a_request", async () => {
  const { page, server, close } = await open();
  await page.click("button");
  assert.match(await page.textContent("#token-error"), /Enter an API token/);
  assert.ok(!server.requests.some((request) => request.includes("/v2/")));
  await close();
});

test("session_lives_with_the_tab_and_ends_with_the_sign_out", async () => {
  const { page, problems, close } = await open({ token: "full-token" });
  await page.reload();
  await page.waitForSelector(".numbers");
  assert.deepEqual(await page.evaluate(() => [Object.keys(sessionStorage), localStorage.length]), [["berth.token"], 0]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForSelector("#token");
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  assert.deepEqual(problems, []);
  await close();
});

test("token_of_another_role_gets_no_buttons_that_change_something", async () => {
  for (const token of ["read-token", "worker-token"]) {
    const { page, close } = await open({ token });
    await page.waitForSelector("berth-account");
    assert.equal(await page.getByRole("button", { name: /Add|Pause|Delete|Reset|Resume|change maxJobs/ }).count(), 0);
    assert.equal(await page.getByRole("checkbox").count(), 0);
    assert.equal(await page.locator("button.cell").count(), 0);
    await close();
  }
});

test("page_that_is_loaded_while_the_service_is_down_goes_on_when_it_is_back", async () => {
  const { page, server, close } = await open({ token: "full-token" });
  await page.route("**/v2/account", (route) => route.abort(), { times: 1 });
  await page.reload();
  await page.waitForSelector("#token-error:not(:empty)");
  await page.waitForSelector(".numbers");
  assert.ok(server.requests.length > 0);
  await close();
});
