import assert from "node:assert/strict";
import { test } from "node:test";
import { givenToken } from "../../main/resources/console/given-token.js";

const taken = (hash) => {
  const addresses = [];
  const history = { replaceState: (_state, _title, address) => addresses.push(address) };
  return [givenToken({ hash, pathname: "/console/", search: "?a" }, history), addresses];
};

test("token_behind_the_hash_is_taken_out_of_the_address", () =>
  assert.deepEqual(taken("#berth%2Ddemo"), ["berth-demo", ["/console/?a"]]));

test("address_without_a_token_stays", () => assert.deepEqual(taken(""), ["", []]));
