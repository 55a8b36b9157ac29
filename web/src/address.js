/**
 * Changes one thing in the page's address without loading the page again.
 *
 * @param {string} name of the parameter
 * @param {string | null} value null takes it away
 */
export function writeParameter(name, value) {
  history.replaceState(history.state, '', withParameter(name, value));
}

/** The same as a step that Back undoes. */
export function pushParameter(name, value) {
  history.pushState(null, '', withParameter(name, value));
}

/**
 * @param {string} name of a parameter
 * @param {string | null} value null takes it away
 * @returns {URL} the page's address with this one thing changed
 */
export function withParameter(name, value) {
  const address = new URL(location.href);
  if (value === null) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  return address;
}
