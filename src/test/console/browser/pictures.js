/**
 * Makes the two pictures of the console in the documentation, from a scene:
 *
 *   node src/test/console/browser/pictures.js docs/images      see tools.js for what it needs
 */
import { mkdir } from "node:fs/promises";
import { closeBrowser, open } from "./tools.js";

const folder = process.argv[2] ?? "docs/images";
await mkdir(folder, { recursive: true });

for (const theme of ["light", "dark"]) {
  const { page, scene, close } = await open({
    token: "full-token",
    theme,
    width: 1280,
    height: 800,
    scene: { accounts: 18, waiting: 4 },
  });
  const channels = [...scene.accounts.keys()];
  scene.enter(channels[13], "paused");
  scene.enter(channels[5], "moderated");
  scene.enter(channels[2], "cooling");
  scene.enter(channels[8], "rejected");
  await page.waitForSelector("berth-account");
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${folder}/console-${theme}.png` });
  await close();
}
await closeBrowser();
