/**
 * Changes one thing in the page's address without loading the page again.
 *
 * @param {string} name of the parameter
 * @param {string | null} value null takes it away
 */
export function writeParameter(name, value) {
  const address = new URL(location.href);
  if (value === null) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  history.replaceState(history.state, '', address);
}
