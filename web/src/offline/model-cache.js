import { addressOf } from '../inference/address.js';

/**
 * Workbox plugin that keeps a file of a model only if it is what its address
 * says: what is kept is not asked for again, so it must be right.
 */
export const onlyGenuine = {
  async cacheWillUpdate({ request, response }) {
    if (response.status !== 200) return null;
    const content = await response.clone().arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.startsWith(new URL(request.url).searchParams.get('sha')) ? response : null;
  },
};

/**
 * Keeps a model whole: its files first and its metadata last, so that what is
 * kept names only files that are there. Then forgets what nothing names.
 *
 * @param {object} options
 * @param {string} options.models the folder of index.json, ending in '/'
 * @param {string} options.model the folder of the model in it, ending in '/'
 * @param {Cache} options.cache
 * @param {(address: string) => Promise<Response>} options.newest from the network, or else kept
 * @param {(address: string) => Promise<void>} options.keepFile puts a file into the cache
 * @throws {Error} if anything is missing; what was kept before stays as it was
 */
export async function keepModel({ models, model, cache, newest, keepFile }) {
  const [indexAddress, metadataAddress] = [`${models}index.json`, `${model}metadata.json`];
  const index = await newest(indexAddress);
  const metadata = await newest(metadataAddress);
  const { models: names } = await index.clone().json();
  const { files } = await metadata.clone().json();

  const addresses = files.map((file) => addressOf(file, model).href);
  await Promise.all(addresses.map(keepFile));
  for (const address of addresses) {
    if (!(await cache.match(address))) throw new Error(`${address} could not be kept`);
  }
  await cache.put(metadataAddress, metadata);
  await cache.put(indexAddress, index);

  const known = new Set([indexAddress, metadataAddress, ...addresses]);
  const others = names.map((name) => `${models}${name}/`).filter((folder) => folder !== model);
  for (const { url } of await cache.keys()) {
    const isNamed = known.has(url) || others.some((folder) => url.startsWith(folder));
    if (!isNamed) await cache.delete(url);
  }
}
