import assert from "node:assert/strict";
import { test } from "node:test";
import {
  byWhom,
  changes,
  done,
  failed,
  whatHappened,
} from "../../main/resources/console/wording.js";

test("whatHappened_of_a_type_that_is_not_known_yet_is_the_type", () => {
  assert.equal(whatHappened({ type: "account.cordoned" }), "account cordoned");
  assert.equal(whatHappened({ type: "account.recovered" }), "back in rotation");
});

test("byWhom_names_the_API_token", () => {
  assert.equal(byWhom({ kind: "token", name: "ops" }), "by API token ops");
  assert.equal(byWhom({ kind: "admin" }), "by administrator");
  assert.equal(byWhom({ kind: "berth" }), "by Berth");
});

test("changes_name_fields_and_values_that_are_no_secret", () => {
  assert.equal(changes(undefined), "");
  assert.equal(
    changes({ maxJobs: 4, discord: true, tags: ["pro", "fast"], tier: null }),
    "maxJobs 4, discord, tags pro fast, tier none",
  );
  assert.equal(changes(["discord", "maxJobs"]), "discord, maxJobs");
});

test("result_of_an_action_is_a_sentence", () => {
  assert.equal(done("pause", "42"), "Paused account 42.");
  assert.equal(failed("reset", "Discord token is invalid."), "Could not reset: Discord token is invalid.");
});
