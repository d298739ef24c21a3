/**
 * The API token behind the # of the address, as dev mode prints it. It is taken out of the address at once, so that
 * it is in no bookmark. Browsers send no server what is behind the #.
 *
 * @param {Location} location @param {History} history
 * @returns {string} empty when there is none
 */
export function givenToken(location, history) {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token !== "") {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return token;
}
