/**
 * How long to wait before the next attempt: twice as long each time, up to a limit. Half of it is random, so that
 * the pages of many operators do not come back in the same moment.
 */
export function backoff(failures, { first = 1_000, limit = 15_000, random = Math.random } = {}) {
  const longest = Math.min(limit, first * 2 ** Math.max(0, failures - 1));
  return longest / 2 + (random() * longest) / 2;
}
