import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { CONSOLE, importMapDigest } from "./scene/page.js";

/** What the policy of the page has to name, see `importMapDigest`. */
const DIGEST = "sha256-/kLx8Djvd6HQXCk9LwgEULcnXHKffR3CgUMOL+SFn8Q=";

const html = await readFile(join(CONSOLE, "index.html"), "utf8");
const names = async (ending) =>
  (await readdir(CONSOLE, { recursive: true })).filter((name) => name.endsWith(ending) && !name.startsWith("lit/"));

test("import_map_has_the_digest_of_the_policy", () => assert.equal(importMapDigest(html), DIGEST));

test("page_has_no_inline_script_or_style_but_the_import_map", () => {
  assert.equal(html.match(/<script(?! type="importmap"| type="module" src=)/g), null);
  assert.equal(html.match(/<style|\sstyle=|\son[a-z]+=/g), null);
});

test("templates_have_no_inline_style", async () => {
  for (const name of await names(".js")) {
    assert.doesNotMatch(await readFile(join(CONSOLE, name), "utf8"), /<style|\sstyle="|\sstyle=\$/, name);
  }
});

test("modules_are_all_preloaded", async () => {
  const preloaded = [...html.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, name]) => name);
  const own = preloaded.filter((name) => !name.startsWith("lit/"));
  assert.deepEqual(own.toSorted(), (await names(".js")).filter((name) => name !== "main.js").sort());
});

test("style_sheets_are_all_linked", async () => {
  const linked = [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(linked.toSorted(), (await names(".css")).sort());
});

test("imports_of_modules_exist", async () => {
  const all = await names(".js");
  const map = JSON.parse(/<script type="importmap">(.*)<\/script>/.exec(html)[1]).imports;
  for (const name of all) {
    const text = await readFile(join(CONSOLE, name), "utf8");
    for (const [, imported] of text.matchAll(/^import (?:[^"]* from )?"([^"]+)";$/gm)) {
      const found = imported.startsWith(".")
        ? all.includes(relative(CONSOLE, join(CONSOLE, dirname(name), imported)))
        : imported in map;
      assert.ok(found, `${name} imports ${imported}`);
    }
  }
});

test("page_asks_nobody_else", async () => {
  for (const name of [...(await names(".js")), ...(await names(".css"))]) {
    assert.doesNotMatch(await readFile(join(CONSOLE, name), "utf8"), /https?:\/\//, name);
  }
});
