import assert from "node:assert/strict";
import { test } from "node:test";
import { Api } from "../../main/resources/console/api.js";
import { fetchOf, json } from "./fake-api.js";

const api = (...answers) => {
  const { fetcher, requests } = fetchOf(...answers);
  return { api: new Api("secret", fetcher), requests };
};

const textOf = async (answer) => {
  try {
    await api(answer).api.subscription();
    return undefined;
  } catch (failure) {
    return failure.text;
  }
};

test("request_carries_the_token_and_no_cookies", async () => {
  const { api: subject, requests } = api(json(200, { name: "studio" }));
  assert.deepEqual(await subject.subscription(), { name: "studio" });
  const [{ path, headers, credentials }] = requests;
  assert.deepEqual([path, headers.Authorization, credentials], ["/v2/account", "Bearer secret", "omit"]);
});

test("changes_of_an_account_use_its_routes", async () => {
  const { api: subject, requests } = api(json(204), json(204), json(200, {}), json(204), json(201, {}), json(201, {}));
  await subject.changeAccount("42", "pause");
  await subject.deleteAccount("4/2");
  await subject.setMaxJobs("42", 5);
  await subject.releaseSlot("s1");
  await subject.addAccount("token", undefined);
  await subject.addAccount("token", 2);
  assert.deepEqual(
    requests.map(({ method, path, body }) => [method, path, body]),
    [
      ["POST", "/v2/account/midjourney/42/pause", undefined],
      ["DELETE", "/v2/account/midjourney/4%2F2", undefined],
      ["PATCH", "/v2/account/midjourney/42", '{"maxJobs":5}'],
      ["DELETE", "/v2/slots/midjourney/s1", undefined],
      ["POST", "/v2/account/midjourney", '{"discord":"token"}'],
      ["POST", "/v2/account/midjourney", '{"discord":"token","maxJobs":2}'],
    ],
  );
});

test("error_is_told_with_its_details_as_sentences", async () => {
  const body = { error: "Forbidden", errorDetails: "The role read may not do this.", code: 403 };
  assert.equal(await textOf(json(403, body)), "Forbidden. The role read may not do this.");
});

test("error_with_RetryAfter_says_when_to_try_again", async () =>
  assert.equal(
    await textOf(json(429, { error: "Discord rate limit" }, { "Retry-After": "7" })),
    "Discord rate limit. Try again in 7 s.",
  ));

test("error_that_is_no_JSON_is_told_by_its_status", async () =>
  assert.equal(await textOf(new Response("<html>", { status: 502 })), "Berth answered with the status 502."));

test("no_answer_is_told_as_such", async () => {
  assert.match(await textOf(new TypeError("fetch failed")), /can't be reached/);
  assert.match(await textOf(new DOMException("late", "TimeoutError")), /in time/);
});
