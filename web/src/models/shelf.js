import { openDB } from 'idb';
import { Fault } from '../fault.js';

/**
 * The models that a visitor keeps in this browser. What a list needs lies
 * apart from the weights, which are read only for the model that is wanted.
 *
 * @returns {Promise<{list: Function, read: Function, keep: Function, remove: Function}>}
 * @throws {Fault} `shelf-closed` where the browser allows no storage
 */
export async function openShelf() {
  const database = await guard(() =>
    openDB('kilas', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('models', { keyPath: 'key' });
        fresh.createObjectStore('files');
      },
    }),
  );

  return {
    /** @returns {Promise<{key: string, title: object}[]>} */
    list: () => guard(() => database.getAll('models')),

    /** @param {string} key @returns {Promise<import('./bundle.js').Bundle>} */
    async read(key) {
      const files = await guard(() => database.get('files', key));
      if (!files) throw new Fault('model-gone');
      return new Map([...files].map(([name, bytes]) => [name, new Blob([bytes])]));
    },

    /**
     * @param {{key: string, title: object}} model
     * @param {import('./bundle.js').Bundle} bundle
     * @throws {Fault} `shelf-full` or `shelf-closed`
     */
    async keep({ key, title }, bundle) {
      // Bytes, since some browsers store no blobs while they browse privately;
      // and read before the transaction, which does not wait.
      const files = new Map();
      for (const [name, blob] of bundle) files.set(name, await blob.arrayBuffer());
      await guard(async () => {
        const change = database.transaction(['models', 'files'], 'readwrite');
        await Promise.all([
          change.objectStore('models').put({ key, title }),
          change.objectStore('files').put(files, key),
          change.done,
        ]);
      });
    },

    /** @param {string} key */
    remove: (key) =>
      guard(async () => {
        const change = database.transaction(['models', 'files'], 'readwrite');
        await Promise.all([
          change.objectStore('models').delete(key),
          change.objectStore('files').delete(key),
          change.done,
        ]);
      }),
  };
}

async function guard(work) {
  try {
    return await work();
  } catch (error) {
    throw new Fault(error.name === 'QuotaExceededError' ? 'shelf-full' : 'shelf-closed');
  }
}
