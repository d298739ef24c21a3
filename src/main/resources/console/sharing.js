/**
 * Keeps the objects of the previous answer where the new one says the same. Then a component can tell by identity
 * that nothing changed, and a second in which three of 500 accounts changed redraws three rows.
 */

/** Whether two values of JSON are equal. */
export function same(one, other) {
  if (one === other) {
    return true;
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return false;
  }
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && same(one[name], other[name]))
  );
}

/**
 * @template {{channel: string}} P
 * @param {P[]} before
 * @param {P[]} after
 * @returns {P[]} `before` itself when nothing changed
 */
export function shareUnchanged(before, after) {
  const known = new Map(before.map((place) => [place.channel, place]));
  const shared = after.map((place) => {
    const old = known.get(place.channel);
    return old !== undefined && same(old, place) ? old : place;
  });
  const unchanged = shared.length === before.length && shared.every((place, index) => place === before[index]);
  return unchanged ? before : shared;
}
