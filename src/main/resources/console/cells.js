/**
 * The places of an account as cells: held ones first, oldest grant first, so that a row reads like a bar and a
 * job keeps its neighbours. An account that drains runs more jobs than `maxJobs`; those cells are `over`.
 *
 * @param {{maxJobs: number, jobs: {slot: string, grantedAt: string}[]}} place
 */
export function cellsOf(place) {
  const jobs = [...place.jobs].sort(
    (one, other) => one.grantedAt.localeCompare(other.grantedAt) || one.slot.localeCompare(other.slot),
  );
  return {
    held: jobs.map((job, index) => ({ job, over: index >= place.maxJobs })),
    empty: Math.max(0, place.maxJobs - jobs.length),
  };
}

/** The places that a grant could take now: none out of rotation. */
export const freeOf = (place) => (place.status === "active" ? Math.max(0, place.maxJobs - place.jobs.length) : 0);

/** @param {{jobs: {slot: string}[]}[]} places @param {string} slot */
export function findJob(places, slot) {
  for (const place of places) {
    const job = place.jobs.find((each) => each.slot === slot);
    if (job) {
      return { place, job };
    }
  }
  return undefined;
}
