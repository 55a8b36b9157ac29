/**
 * Where a file of a model is. A cache keeps what it has under an address;
 * other weights have another one.
 *
 * @param {{path: string, sha256: string}} file from metadata.json
 * @param {URL | string} folder of the model, ending in '/'
 * @returns {URL}
 */
export function addressOf({ path, sha256 }, folder) {
  const address = new URL(path, folder);
  address.searchParams.set('sha', sha256.slice(0, 16));
  return address;
}
