/**
 * The model in use. Another one takes its place only when it is loaded and
 * warm: until then, and if that fails, the one in use goes on answering.
 *
 * @param {object} options
 * @param {(how: {files: Promise<object>, metadata: Promise<object>, onChange: () => void}) =>
 *   object} options.createEngine `metadata` may be there before `files`; `onChange` is to be called
 *   when the engine's state or backend changes
 * @param {{show: Function, showProgress: Function}} options.status the view
 * @param {(metadata: object) => void} options.onMetadata what the page shows must fit it from now on
 * @param {(model: {engine: object, metadata: object, faults: object[]}, isAnother: boolean) => void}
 *   options.onTaken a model answers from now on, `isAnother` if there was one before; `faults` as
 *   from `Engine.start`
 * @param {(backend: string) => void} options.onBackend told of each change
 */
export function createModelInUse({ createEngine, status, onMetadata, onTaken, onBackend }) {
  let current = null;
  let wish = null; // the last one; those before it are given up
  let backend = null;
  let shown = null; // the metadata

  const inUse = () => current ?? wish;

  function tell() {
    if (wish.isOpening) status.show('loading');
    else status.show(current?.engine.state ?? 'error');
    if (!current || current.engine.backend === backend) return;
    backend = current.engine.backend;
    onBackend(backend);
  }

  async function open(mine, read) {
    const isWanted = () => wish === mine;
    let know;
    const early = new Promise((resolve) => {
      know = resolve;
    });
    const files = read({
      onMetadata(metadata) {
        know(metadata);
        if (isWanted() && !current) show(metadata);
      },
      onProgress: (progress) => isWanted() && status.showProgress(progress),
    });
    const metadata = Promise.race([early, files.then((all) => all.metadata)]);
    const engine = createEngine({ files, metadata, onChange: tell });
    mine.engine = engine;
    try {
      const faults = await engine.start();
      if (!isWanted()) return null;
      const next = { engine, metadata: await metadata, faults };
      mine.isOpening = false;
      take(next);
      return next.metadata;
    } catch (error) {
      engine.close();
      if (!isWanted()) return null;
      mine.isOpening = false;
      tell();
      throw error;
    }
  }

  /** Once: all that the page shows of a model is a long pause on a phone. */
  function show(metadata) {
    if (metadata === shown) return;
    shown = metadata;
    onMetadata(metadata);
  }

  function take(next) {
    const previous = current;
    current = next;
    show(next.metadata);
    tell();
    previous?.engine.close();
    onTaken(next, previous !== null);
  }

  return {
    /** @returns {{engine: object, metadata: object} | null} null until the first one is ready */
    get current() {
      return current;
    },

    /**
     * Asks for another model.
     *
     * @param {(on: object) => Promise<object>} read what `downloadModel` does
     * @returns {Promise<object | null>} its metadata when it has taken over; null if yet
     *   another one was asked for meanwhile
     * @throws {Fault} `model-…` or `backend-none`; the one in use stays
     */
    use(read) {
      if (wish?.isOpening) wish.engine.close();
      const mine = { isOpening: true };
      wish = mine;
      status.showProgress(null);
      mine.opened = open(mine, read);
      tell();
      return mine.opened;
    },

    /**
     * Asks the model in use, or the first one while it opens. If another takes over
     * meanwhile, it is asked instead: an answer is never that of an old model.
     *
     * @param {(engine: object) => Promise<any>} question
     */
    async ask(question) {
      for (;;) {
        if (!current && !wish.isOpening) await wish.opened; // says why there is none
        const { engine } = inUse();
        try {
          const answer = await question(engine);
          if (engine === inUse().engine) return answer;
        } catch (error) {
          if (engine === inUse().engine) throw error;
        }
      }
    },
  };
}
