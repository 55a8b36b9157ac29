import { openDB } from 'idb';
import { Fault } from '../../fault.js';

/**
 * Where a visitor keeps taught classes in this browser, apart from the models on the shelf.
 *
 * @returns {Promise<{read: Function, readEarlier: Function, write: Function, remove: Function}>}
 * @throws {Fault} `teach-store-closed` where the browser allows no storage
 */
export async function openStore() {
  const database = await guard(() =>
    openDB('kilas-taught', 1, {
      upgrade: (fresh) => fresh.createObjectStore('classes'),
    }),
  );
  return {
    /**
     * @param {string} key of the base
     * @returns {Promise<{name: string, examples: object[]}[] | null>}
     */
    async read(key) {
      const kept = await guard(() => database.get('classes', key));
      if (!kept) return null;
      return (kept.classes ?? kept).map(thaw); // at first, they were kept without their model
    },

    /**
     * What is kept for a model, whatever its weights were.
     *
     * @param {string} name of the model
     * @returns {Promise<{key: string, classes: {name: string, examples: object[]}[]} | null>}
     */
    async readEarlier(name) {
      return guard(async () => {
        let cursor = await database.transaction('classes').store.openCursor();
        while (cursor && cursor.value.model !== name) cursor = await cursor.continue();
        return cursor && { key: cursor.key, classes: cursor.value.classes.map(thaw) };
      });
    },

    /**
     * @param {import('./base.js').Base} base
     * @param {import('./collection.js').Class[]} classes
     * @throws {Fault} `teach-store-full` or `teach-store-closed`; what was kept before stays
     */
    async write({ key, name }, classes) {
      const frozen = await Promise.all(classes.map(freeze)); // a transaction does not wait
      await guard(() => database.put('classes', { model: name, classes: frozen }, key));
    },

    /** @param {string} key of the base */
    remove: (key) => guard(() => database.delete('classes', key)),
  };
}

/** Bytes, since some browsers store no blobs while they browse privately. */
async function freeze({ name, examples }) {
  const frozen = examples.map(async ({ embedding, picture, take }) => ({
    embedding,
    picture: await picture.arrayBuffer(),
    take,
  }));
  return { name, examples: await Promise.all(frozen) };
}

function thaw({ name, examples }) {
  const thawed = examples.map(({ picture, ...rest }) => ({
    ...rest,
    picture: new Blob([picture], { type: 'image/jpeg' }),
  }));
  return { name, examples: thawed };
}

async function guard(work) {
  try {
    return await work();
  } catch (error) {
    const isFull = error.name === 'QuotaExceededError';
    throw new Fault(isFull ? 'teach-store-full' : 'teach-store-closed');
  }
}
