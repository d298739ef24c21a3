import assert from "node:assert/strict";
import { test } from "node:test";
import { addAccount, takeSlot } from "../../main/resources/console/curl.js";

test("command_names_the_service_and_no_token", () => {
  for (const command of [addAccount("https://berth.test"), takeSlot("https://berth.test")]) {
    assert.match(command, /^curl -X POST https:\/\/berth\.test\/v2\//);
    assert.match(command, /Bearer \$BERTH_TOKEN/);
  }
});
