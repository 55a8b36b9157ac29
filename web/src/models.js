import { Fault } from './fault.js';
import { isOwnKey, keyOf, readOwn, refusal } from './models/own.js';

/**
 * Which models there are, which one is in use, and how that changes.
 *
 * @typedef {object} Model
 * @property {string} key how the address calls it
 * @property {Record<string, string> | null} title by language, null while unknown
 * @property {URL} [folder] of a published one
 * @property {boolean} isOwn the visitor brought it
 * @property {boolean} isKept an own one that will still be there tomorrow
 * @property {(on: object) => Promise<object>} read what `downloadModel` does
 *
 * @param {object} options
 * @param {() => Promise<{first: string, models: Model[]}>} options.listPublished
 * @param {() => Promise<object>} options.openShelf as in `models/shelf.js`, called again
 *   if it fails
 * @param {(files: object[]) => Promise<Map<string, Blob>>} options.openBundle as in
 *   `models/bundle.js`
 * @param {object} options.inUse from `createModelInUse`
 * @param {(key: string | null) => void} options.onAddress what should stand behind `?model=`
 * @param {(models: Model[], current: Model | null) => void} options.onChange
 * @param {(fault: Fault) => void} options.onFault
 * @param {() => void} options.clearFaults the visitor has asked for something else
 */
export function createModels({
  listPublished,
  openShelf,
  openBundle,
  inUse,
  onAddress,
  onChange,
  onFault,
  clearFaults,
}) {
  /** @type {Map<string, Model>} */
  const models = new Map();
  let first = null;
  let current = null;

  let shelf = null;
  const getShelf = () => {
    shelf ??= openShelf().catch((error) => {
      shelf = null; // what the shelf is made of may arrive the next time
      throw error;
    });
    return shelf;
  };

  const tell = () => onChange([...models.values()], current);

  function fail(model, error) {
    onFault(model?.isOwn ? refusal(error) : Fault.from(error, 'unexpected'));
  }

  function settle(model, { name, title }) {
    current = Object.assign(model, { title, key: model.key ?? keyOf(name) });
    models.set(model.key, model);
    tell();
  }

  async function use(model) {
    try {
      const metadata = await inUse.use(model.read);
      if (!metadata) return; // yet another one was asked for meanwhile
      settle(model, metadata);
      tellAddress();
    } catch (error) {
      fail(model, error);
    }
  }

  /** A model that is gone after this visit is nothing to link to. */
  function tellAddress() {
    onAddress(current.isOwn && !current.isKept ? null : current.key);
  }

  const kept = (key, title) => ({
    key,
    title,
    isOwn: true,
    isKept: true,
    read: async (on) => readOwn(await (await getShelf()).read(key), on),
  });

  async function addKept() {
    try {
      for (const { key, title } of await (await getShelf()).list()) {
        if (!models.has(key)) models.set(key, kept(key, title));
      }
      tell();
    } catch {
      // A browser that keeps nothing has kept nothing.
    }
  }

  async function findFirst(asked) {
    const published = await listPublished();
    first = published.first;
    for (const model of published.models) models.set(model.key, model);
    const all = addKept();
    if (isOwnKey(asked)) await all; // the others need not wait for it
    if (asked !== null && !models.has(asked)) {
      onAddress(null);
      onFault(new Fault('model-unknown', { model: asked, valid: [...models.keys()].join(', ') }));
    }
    return models.get(asked) ?? models.get(first);
  }

  return {
    /**
     * @returns {string | null} the `?model=` that leads others to the model in use; null where
     *   none does, since it is the visitor's own, or none is needed
     */
    get keyForLink() {
      return current.isOwn || current.key === first ? null : current.key;
    },

    /**
     * Begins with the model that the address asks for, or else the default.
     *
     * @param {string | null} asked the value of `?model=`
     */
    async start(asked) {
      const found = findFirst(asked);
      try {
        // Not `use`: the runtime should arrive while the list of models does.
        const metadata = await inUse.use(async (on) => (await found).read(on));
        if (metadata) settle(await found, metadata);
      } catch (error) {
        const model = await found.catch(() => null);
        fail(model, error);
        if (model && model.key !== first) await use(models.get(first));
      }
    },

    /** @param {string} key of a model in the list */
    choose(key) {
      clearFaults();
      return use(models.get(key));
    },

    /** @param {{name: string, file: File}[]} files at least one, with their paths */
    bring(files) {
      clearFaults();
      const model = { key: null, title: null, isOwn: true, isKept: false };
      model.read = async (on) => {
        model.bundle = await openBundle(files);
        return readOwn(model.bundle, on);
      };
      return use(model);
    },

    /** @param {string} key of a visitor's model, which will be there on the next visit, too */
    async keep(key) {
      const { title, bundle } = models.get(key);
      clearFaults();
      try {
        await (await getShelf()).keep({ key, title }, bundle);
        models.set(key, kept(key, title));
        if (current.key === key) {
          current = models.get(key);
          tellAddress();
        }
        tell();
      } catch (error) {
        fail(null, error);
      }
    },

    /** @param {string} key of a visitor's model: forgotten, and the default used instead */
    async remove(key) {
      const { isKept } = models.get(key);
      clearFaults();
      try {
        await (await getShelf()).remove(key); // one of the same name may be kept
      } catch (error) {
        if (isKept) return fail(null, error);
      }
      models.delete(key);
      tell();
      if (current?.key === key) await use(models.get(first));
    },

    /** Finds out what the published models are called, for those who want to choose. */
    async describe() {
      tell(); // at once, by their keys
      const unknown = [...models.values()].filter(({ title }) => !title);
      if (unknown.length === 0) return;
      await Promise.all(
        unknown.map(async (model) => {
          const { title } = await model.describe().catch(() => ({ title: null })); // its key will do
          model.title ??= title;
        }),
      );
      tell();
    },
  };
}
