import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../../main/resources/console/session.js";

test("token_is_kept_until_it_is_forgotten", () => {
  const items = new Map();
  const session = new Session({
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => items.set(name, value),
    removeItem: (name) => items.delete(name),
  });
  assert.equal(session.token, undefined);
  session.keep("secret");
  assert.equal(session.token, "secret");
  session.forget();
  assert.equal(items.size, 0);
});

test("storage_that_is_forbidden_is_done_without", () => {
  const forbidden = () => {
    throw new Error("forbidden");
  };
  const session = new Session({ getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  session.keep("secret");
  session.forget();
  assert.equal(session.token, undefined);
});
