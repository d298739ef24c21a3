/**
 * Takes pictures of the console in the widths, themes and sizes that a change of its looks has to be judged by:
 *
 *   node src/test/console/browser/screenshots.js <folder>      see tools.js for what it needs
 */
import { mkdir } from "node:fs/promises";
import { closeBrowser, open, signIn } from "./tools.js";

const folder = process.argv[2] ?? "target/screenshots";
await mkdir(folder, { recursive: true });

const WIDTHS = [
  [1440, 900],
  [800, 1000],
  [390, 844],
];
const THEMES = ["light", "dark"];

async function take(name, options, go = async () => {}) {
  for (const [width, height] of WIDTHS) {
    for (const theme of THEMES) {
      const { page, scene, server, close } = await open({ ...options, width, height, theme });
      [...scene.accounts.values()]
        .filter((account) => account.status !== "active")
        .slice(0, 8)
        .forEach(({ channel, status, reason }) =>
          scene.happened(`account.${status}`, {
            channel,
            reason,
            actor: { kind: status === "paused" ? "token" : "berth", name: "ops" },
          }),
        );
      await go(page, server);
      await page.waitForTimeout(1_300);
      await page.screenshot({ path: `${folder}/${name}-${width}-${theme}.png` });
      await close();
    }
  }
}

for (const accounts of [0, 3, 40, 500]) {
  await take(`accounts-${accounts}`, { token: "full-token", scene: { accounts, waiting: accounts > 3 ? 12 : 0 } });
}
const forty = { token: "full-token", scene: { accounts: 40, waiting: 12 } };
await take("reader", { ...forty, token: "read-token" });
await take("sign-in", {}, (page) => signIn(page, "wrong"));
await take("out-of-rotation", forty, (page) =>
  page
    .locator("select.sort, .head")
    .nth(2)
    .click({ timeout: 500 })
    .catch(() => page.selectOption(".sort", "status")),
);
await take("job", forty, (page) => page.locator(".held").nth(4).hover());
await take("release", forty, (page) => page.locator(".held").nth(4).click());
await take("delete", forty, (page) => page.getByRole("button", { name: "Delete account" }).nth(2).click());
await take("add", forty, async (page) => {
  await page.getByRole("button", { name: "Add account" }).click();
  await page.fill("#discord-token", "invalid");
  await page.keyboard.press("Enter");
});
await take("maxJobs", forty, async (page) => {
  await page.getByRole("button", { name: "change maxJobs" }).first().click();
  await page.keyboard.type("77");
  await page.keyboard.press("Enter");
});
await take("selected", forty, async (page) => {
  await page.getByRole("checkbox", { name: "Select account" }).nth(0).check();
  await page.getByRole("checkbox", { name: "Select account" }).nth(2).check();
});
await take("down", forty, async (page, server) => {
  await page.waitForSelector("berth-account");
  server.setDown(true);
  await page.waitForSelector(".banner");
});
await closeBrowser();
