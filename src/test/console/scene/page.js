import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = (path) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

export const CONSOLE = root("src/main/resources/console");
/** Where Maven unpacks Lit; another folder with the same files may be named. */
const LIT = process.env.CONSOLE_LIT ?? root("target/classes/console/lit");

const TYPES = {
  ".html": "text/html;charset=UTF-8",
  ".js": "text/javascript;charset=UTF-8",
  ".css": "text/css;charset=UTF-8",
  ".svg": "image/svg+xml",
};

/** The digest of the inline import map, as a policy names it. @param {string} html */
export function importMapDigest(html) {
  const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(html);
  return `sha256-${createHash("sha256").update(map, "utf8").digest("base64")}`;
}

export async function headers() {
  const digest = importMapDigest(await readFile(join(CONSOLE, "index.html"), "utf8"));
  return {
    "Content-Security-Policy":
      `default-src 'none'; script-src 'self' '${digest}'; style-src 'self'; img-src 'self'; connect-src 'self'; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  };
}

/** @param {string} path below `/console/` @returns {Promise<{type: string, content: Buffer} | undefined>} */
export async function file(path) {
  const name = normalize(path === "" ? "index.html" : path);
  if (name.startsWith("..")) {
    return undefined;
  }
  const place = name.startsWith("lit/") ? join(LIT, name.slice(4)) : join(CONSOLE, name);
  try {
    return { type: TYPES[extname(name)] ?? "application/octet-stream", content: await readFile(place) };
  } catch {
    return undefined;
  }
}
