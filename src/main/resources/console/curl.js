/** Commands to copy. The token is a variable of the shell, so that it does not get into a history or a screenshot. */
const call = (origin, method, path, body) =>
  [
    `curl -X ${method} ${origin}${path}`,
    `  -H "Authorization: Bearer $BERTH_TOKEN"`,
    `  -H "Content-Type: application/json"`,
    `  -d '${JSON.stringify(body)}'`,
  ].join(" \\\n");

export const addAccount = (origin) =>
  call(origin, "POST", "/v2/account/midjourney", { discord: "<Discord token>", maxJobs: 3 });

export const takeSlot = (origin) =>
  call(origin, "POST", "/v2/slots/midjourney", { leaseSeconds: 300, ref: "my first job" });
