import { downloadModel, fetchIndex, fetchMetadata } from '../inference/download.js';

/**
 * The models that are published with the page.
 *
 * @param {URL} folder where they are, ending in '/'
 * @returns {Promise<{first: string, models: object[]}>} `first` is the key of the one to use
 *   when nobody asks for another
 * @throws {Fault} `model-…`, naming the index
 */
export async function listPublished(folder) {
  const index = await fetchIndex(folder);
  const models = index.models.map((name) => published(name, new URL(`${name}/`, folder)));
  return { first: index.default, models };
}

function published(name, folder) {
  return {
    key: name,
    folder,
    title: null,
    isOwn: false,
    isKept: false,
    read: (on) => downloadModel(folder, on),
    describe: () => fetchMetadata(folder),
  };
}
