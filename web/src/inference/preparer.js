import { Fault } from '../fault.js';
import { createClient, patiently } from './client.js';

const AT_ONCE = 2; // one is decoded while another one is shrunk; more would fill a phone's memory

/**
 * Makes pictures as small as a model wants them, in a worker of its own: while one is being looked
 * at the next one is read, and the first one while the model is still on its way.
 *
 * @param {() => Worker} startWorker
 */
export function createPreparer(startWorker) {
  const takePlaces = createPlaces(AT_ONCE);
  let client = createClient(startWorker());
  let hasAnswered = false;

  async function ask(task, input) {
    const mine = client;
    try {
      const output = await patiently(mine.call(task, input));
      hasAnswered = true;
      return output;
    } catch (error) {
      if (isOfPicture(error)) hasAnswered = true;
      else if (mine === client) {
        mine.close();
        client = createClient(startWorker());
      }
      throw error;
    }
  }

  return {
    /**
     * @param {Blob | ImageBitmap | VideoFrame} picture
     * @param {object} input from metadata
     * @param {{left: number, top: number, side: number}} [square] as for `toTensor`
     * @param {AbortSignal} [signal] aborted when nobody wants the picture any more
     * @returns {Promise<object>} as from `toTensor`
     * @throws {Fault} `picture-…`, saying why the picture cannot be used, or `backend-none` if the
     *   worker never answered anything
     */
    async prepare(picture, input, square, signal) {
      const attempt = () => {
        signal?.throwIfAborted();
        return ask('prepare', { picture, input, square });
      };
      try {
        return await takePlaces(1, attempt);
      } catch (error) {
        if (isOfPicture(error) || signal?.aborted) throw error;
      }
      try {
        // A worker that dies takes the pictures beside along. Now the one to blame dies alone.
        return await takePlaces(AT_ONCE, attempt);
      } catch (error) {
        if (isOfPicture(error) || signal?.aborted) throw error;
        throw new Fault(hasAnswered ? 'picture-unusable' : 'backend-none');
      }
    },

    /** @returns {Promise<{readsAsDrawn: boolean}>} as from `readsAsDrawn` */
    tryCanvas: () => ask('tryCanvas', {}),
  };
}

/**
 * @param {number} count of places
 * @returns {(places: number, job: () => Promise<any>) => Promise<any>} does jobs in their order,
 *   each when as many places are free as it takes
 */
function createPlaces(count) {
  const waiting = [];
  let free = count;

  function begin() {
    while (waiting.length > 0 && waiting[0].places <= free) {
      const { places, job, resolve } = waiting.shift();
      free -= places;
      resolve(work(places, job));
    }
  }

  async function work(places, job) {
    try {
      return await job();
    } finally {
      free += places;
      begin();
    }
  }

  return (places, job) =>
    new Promise((resolve) => {
      waiting.push({ places, job, resolve });
      begin();
    });
}

const isOfPicture = (error) => error instanceof Fault && error.code.startsWith('picture-');
