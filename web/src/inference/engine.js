import { Fault } from '../fault.js';
import { readAnswer } from './answer.js';
import { BACKENDS } from './choice.js';
import { readClassMaps } from './class-maps.js';
import { createClient, patiently } from './client.js';

const BACKENDS_TO_ACQUIT = 2; // one may be at fault, two hardly on the same picture

/** No other backend can help. */
const isOfModel = (error) => error instanceof Fault && error.code.startsWith('model-');

/**
 * Answers questions with one backend, and moves on to the next when it fails.
 *
 * Each backend lives in a worker of its own, so that one that is being tried
 * cannot delay an answer, and one that is given up frees all its memory.
 */
export class Engine {
  #files;
  #missing = null; // why the files did not arrive
  #metadata;
  #tellClosed;
  #prepare;
  #startWorker;
  #onBackend;
  #onState;
  #order;
  #failed = new Set();
  #current = null;
  #turn = Promise.resolve();
  #waiting = 0;
  #state = 'loading';
  #lost = null; // why nothing can answer any more
  #isClosed = false;
  #clients = new Set();

  /** How many questions were asked so far: who waits for a pause compares. */
  asked = 0;

  /** @type {(() => void) | null} called when somebody asks, before the answer is begun */
  onAsked = null;

  /**
   * @param {object} options
   * @param {Promise<object>} options.files from `downloadModel`
   * @param {Promise<object>} options.metadata of it, perhaps before all the rest is there
   * @param {Function} options.prepare that of `createPreparer`
   * @param {string | null} options.forced the backend to begin with; WASM if null
   * @param {() => Worker} options.startWorker
   * @param {(backend: string) => void} options.onBackend told which one is in use
   * @param {(state: 'ready' | 'busy' | 'error') => void} options.onState told of each
   *   change; `error` when nothing can answer any more
   */
  constructor({ files, metadata, prepare, forced, startWorker, onBackend, onState }) {
    this.#files = files;
    files.catch((error) => {
      this.#missing = error;
    });
    const closed = new Promise((_, reject) => {
      this.#tellClosed = () => reject(new Fault('worker-closed'));
    });
    this.#metadata = Promise.race([metadata, closed]); // once: each race is remembered by `closed`
    this.#metadata.catch(() => {}); // who asks hears of it
    this.#prepare = prepare;
    this.#startWorker = startWorker;
    this.#onBackend = onBackend;
    this.#onState = onState;
    this.#order = forced ? [forced, ...BACKENDS.filter((name) => name !== forced)] : BACKENDS;
  }

  /** @returns {string | undefined} the backend in use */
  get backend() {
    return this.#current?.backend;
  }

  /** @returns {'loading' | 'ready' | 'busy' | 'error'} */
  get state() {
    return this.#state;
  }

  /** @returns {boolean} whether another model has taken its place */
  get isClosed() {
    return this.#isClosed;
  }

  /** @returns {boolean} whether somebody waits for an answer */
  get isBusy() {
    return this.#waiting > 0;
  }

  /**
   * Loads and warms up the first backend that works. Who asks meanwhile is answered then.
   *
   * @returns {Promise<Fault[]>} what was wrong with the backends before it
   * @throws what `files` was rejected with; {Fault} `model-…` or, if no backend works, `backend-none`
   */
  start() {
    return this.takeTurn(() => this.#start());
  }

  async #start() {
    try {
      return await this.#startFirst();
    } catch (error) {
      this.#lost = error;
      throw error;
    } finally {
      this.#tellState();
    }
  }

  async #startFirst() {
    const faults = [];
    for (const backend of this.#order) {
      if (this.#failed.has(backend)) continue;
      try {
        this.use(backend, await this.open(backend));
        return faults;
      } catch (error) {
        if (isOfModel(error) || error === this.#missing) throw error;
        const fault = Fault.from(error, 'backend-failed');
        faults.push(new Fault(fault.code, { ...fault.values, backend }));
        this.#failed.add(backend);
      }
    }
    throw new Fault('backend-none');
  }

  /**
   * @param {Blob | ImageBitmap | VideoFrame} picture
   * @param {AbortSignal} [signal] aborted when nobody wants the answer any more
   * @param {{left: number, top: number, side: number}} [square] the part of the picture
   *   that is meant, in its pixels; the model's own rule if there is none
   * @returns {Promise<object>} as from `readAnswer`, with `seen` (the tensor), `width` and
   *   `height` of the picture, `square` (what `seen` shows of it), `milliseconds`, `times` (the
   *   same, split into `decode`, `prepare` and `run`) and `backend`
   * @throws {Fault} `picture-…` if the picture cannot be read
   */
  classify(picture, signal, square) {
    return this.#whileBusy(async () => {
      const { tensor: seen, times, ...place } = await this.#read(picture, signal, square);
      const { milliseconds: run, ...raw } = await this.#compute('answer', { seen }, signal);
      const { probabilities: _, ...others } = raw;
      return {
        ...others,
        ...readAnswer(raw, await this.#metadata),
        ...place,
        seen,
        times: { ...times, run },
        milliseconds: times.decode + times.prepare + run,
      };
    });
  }

  /**
   * Where a picture speaks for each class; only for models with `outputs.class_maps`.
   *
   * @param {Float32Array} seen as `classify` returned it
   * @returns {Promise<Map<string, object>>} as from `readClassMaps`
   */
  async explain(seen) {
    const raw = await this.#question('explain', { seen });
    return readClassMaps(raw, await this.#metadata);
  }

  /**
   * What the model finds in a picture, before it names a class.
   *
   * @param {Blob | ImageBitmap | VideoFrame} picture
   * @param {AbortSignal} [signal] as for `classify`
   * @returns {Promise<Float32Array>} [features]
   * @throws {Fault} `picture-…` if the picture cannot be read
   */
  embed(picture, signal) {
    return this.#whileBusy(async () => {
      const { tensor: seen } = await this.#read(picture, signal);
      const { embedding } = await this.#compute('embed', { seen }, signal);
      return embedding;
    });
  }

  /**
   * What the model is made of.
   *
   * @param {Float32Array} seen as `classify` returned it
   * @returns {Promise<object[]>} as from `describeLayers`
   */
  async layers(seen) {
    return (await this.#question('layers', { seen })).layers;
  }

  /**
   * What one of its layers makes of a picture.
   *
   * @param {Float32Array} seen as `classify` returned it
   * @param {string} name of the layer
   * @returns {Promise<object>} as from `lookAt`
   */
  layer(seen, name) {
    return this.#question('layer', { seen, name });
  }

  /**
   * The answer to what `classify` returned as `seen`, or to a changed copy of it.
   *
   * @param {Float32Array} seen
   * @param {AbortSignal} [signal]
   * @returns {Promise<{probabilities: number[], confidence: number}>}
   */
  answer(seen, signal) {
    return this.#question('answer', { seen }, signal);
  }

  #question(task, input, signal) {
    return this.#whileBusy(() => this.#compute(task, input, signal));
  }

  async #whileBusy(job) {
    this.#waiting++;
    this.asked++;
    this.#tellState();
    this.onAsked?.();
    try {
      return await job();
    } finally {
      this.#waiting--;
      this.#tellState();
    }
  }

  /** Not in turn: a picture is read while another one is looked at. */
  async #read(picture, signal, square) {
    const { input } = await this.#metadata;
    return this.#prepare(picture, input, square, signal);
  }

  #compute(task, input, signal) {
    return this.takeTurn(() => this.#answer(task, input, signal));
  }

  /** Runs one job after another, so that none meets a backend that is being replaced. */
  takeTurn(job) {
    const turn = this.#turn.then(job);
    this.#turn = turn.catch(() => {}); // the one who asked hears of it
    return turn;
  }

  /** Calls the worker in use; see the tasks in `worker.js`. */
  ask(task, input) {
    return patiently(this.#current.client.call(task, input));
  }

  /**
   * @param {string} backend
   * @param {(client: object) => void} [onClient] given the client while it loads
   * @returns {Promise<object>} a client whose worker is loaded and warm
   */
  async open(backend, onClient = () => {}) {
    if (this.#isClosed) throw new Fault('worker-closed');
    const client = createClient(this.#startWorker());
    this.#clients.add(client);
    onClient(client);
    try {
      const begun = patiently(client.call('begin', { backend }));
      const [files] = await Promise.all([this.#files, begun]);
      await patiently(client.call('load', { files }));
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** Puts another backend in the place of the one in use. */
  use(backend, client) {
    this.#current?.client.close();
    this.#current = { backend, client };
    this.#onBackend(backend);
  }

  /** Ends every worker, those that are being tried too; nobody gets an answer any more. */
  close() {
    this.#isClosed = true;
    this.#tellClosed();
    for (const client of this.#clients) client.close();
  }

  async #answer(task, input, signal) {
    const suspects = [];
    for (;;) {
      signal?.throwIfAborted();
      if (!this.#current) throw this.#lost ?? new Fault('backend-none');
      try {
        return { ...(await this.ask(task, input)), backend: this.backend };
      } catch (error) {
        if (isOfModel(error)) throw error;
        suspects.push(this.backend);
        if (suspects.length === BACKENDS_TO_ACQUIT) {
          await this.#acquit(suspects);
          throw new Fault('picture-unusable');
        }
        await this.#fallBack();
      }
    }
  }

  async #fallBack() {
    this.#failed.add(this.backend);
    await this.#restart();
  }

  /** It was the picture: one that is poisonous must not use up every backend. */
  async #acquit(suspects) {
    for (const backend of suspects) this.#failed.delete(backend);
    await this.#restart();
  }

  async #restart() {
    this.#current.client.close();
    this.#current = null;
    await this.#start();
  }

  #tellState() {
    const running = this.isBusy ? 'busy' : 'ready';
    const next = this.#lost ? 'error' : running;
    if (next === this.#state) return;
    this.#state = next;
    this.#onState(next);
  }
}
