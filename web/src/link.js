/**
 * A link that brings others to the same page: model and settings, never the picture.
 *
 * @param {string} address of the page as it is now
 * @param {Record<string, string | null>} settings by their names in the address; those
 *   that are null are left out
 * @returns {string}
 */
export function linkTo(address, settings) {
  const link = new URL(address);
  link.search = '';
  link.hash = '';
  for (const [name, value] of Object.entries(settings)) {
    if (value !== null) link.searchParams.set(name, value);
  }
  return link.href;
}
