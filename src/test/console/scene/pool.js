/** What `GET /v2/pool` answers. @param {import("./scene.js").Scene} scene */
export function poolOf(scene, { limit = 500, after = "" } = {}) {
  const all = [...scene.accounts.values()].sort((one, other) => (one.channel < other.channel ? -1 : 1));
  const rest = all.filter((account) => account.channel > after);
  const statuses = { active: 0, paused: 0, cooling: 0, rejected: 0, moderated: 0 };
  let free = 0;
  let held = 0;
  for (const account of all) {
    statuses[account.status] += 1;
    held += account.jobs.length;
    free += account.status === "active" ? Math.max(0, account.maxJobs - account.jobs.length) : 0;
  }
  return {
    at: scene.iso(),
    free,
    held,
    waiting: scene.waiting,
    oldestWaiterSince: scene.waiting > 0 ? new Date(scene.now() - 34_000).toISOString() : undefined,
    accounts: statuses,
    minutes: scene.minutes,
    discord: scene.discord ?? { budgetLeft: 487, circuitOpen: false },
    places: rest.slice(0, limit),
    next: rest.length > limit ? rest[limit - 1].channel : undefined,
  };
}
