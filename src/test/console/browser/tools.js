/**
 * Drives a Chromium with the console and a scene. It needs two packages that are not part of the repository:
 *
 *   mkdir -p /tmp/tools && npm install --prefix /tmp/tools playwright-core axe-core
 *   export CONSOLE_TOOLS=/tmp/tools CHROMIUM=/usr/bin/chromium
 *   ./mvnw generate-resources
 *   node --test src/test/console/browser/*.test.js
 *
 * `CONSOLE_TOOLS` is the folder with `node_modules`, and `CHROMIUM` the browser.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { Scene } from "../scene/scene.js";
import { SceneServer } from "../scene/server.js";

const require = createRequire(join(process.env.CONSOLE_TOOLS ?? process.cwd(), "package.json"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

let browser;
const opened = new Set();

/**
 * Opens the console with a scene of its own.
 *
 * @param {{scene?: object, width?: number, height?: number, theme?: "light" | "dark", token?: string}} options
 * @returns {Promise<{page: any, server: SceneServer, scene: Scene, problems: string[], close: () => Promise<void>}>}
 */
export async function open({ scene: given = {}, ...options } = {}) {
  const scene = new Scene(given);
  const server = await SceneServer.start(scene);
  const { close: leave, ...visit } = await visitAt(server.url, options);
  const close = async () => {
    opened.delete(close);
    await leave();
    await server.stop();
  };
  opened.add(close);
  return { ...visit, server, scene, close };
}

/**
 * Opens the console of a service.
 *
 * @param {string} url of the service
 */
export async function visitAt(url, { width = 1440, height = 900, theme = "light", token, ...more } = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    bypassCSP: false,
    ...more,
  });
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.stack));
  page.on("console", (message) => {
    // A status that is an error, and a connection that is cut, are what some tests are about.
    if (["error", "warning"].includes(message.type()) && !/Failed to load resource/.test(message.text())) {
      problems.push(message.text());
    }
  });
  page.on("request", (request) => request.url().startsWith(url) || problems.push(`asks ${request.url()}`));
  await page.goto(`${url}/console/`);
  if (token !== undefined) {
    await signIn(page, token);
    await page.waitForSelector(".numbers");
  }
  const close = async () => {
    opened.delete(close);
    await context.close();
  };
  opened.add(close);
  return { page, problems, close };
}

export async function signIn(page, token) {
  await page.fill("#token", token);
  await page.keyboard.press("Enter");
}

/** Also ends what a test that failed has left open. */
export async function closeBrowser() {
  await Promise.all([...opened].map((close) => close()));
  await browser?.close();
}

/** The violations of WCAG 2.2 AA that can be found by a program. */
export async function violations(page) {
  // The policy of the page forbids scripts of others, so this is evaluated and not added.
  const { readFile } = await import("node:fs/promises");
  await page.evaluate(await readFile(axe, "utf8"));
  const found = await page.evaluate(() =>
    axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => `${node.target} ${node.failureSummary}`)
        .join(" | ")}`,
  );
}
