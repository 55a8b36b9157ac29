import { Fault } from '../fault.js';
import { createClient, patiently } from './client.js';

/**
 * Makes pictures as small as a model wants them, in a worker of its own: while one is being looked
 * at the next one is read, and the first one while the model is still on its way.
 *
 * @param {() => Worker} startWorker
 */
export function createPreparer(startWorker) {
  let client = createClient(startWorker());
  let secondTries = Promise.resolve();

  /** A worker that dies or is silent takes all pictures with it that are in work. */
  async function attempt(task, input) {
    const mine = client;
    try {
      return await patiently(mine.call(task, input));
    } catch (error) {
      if (!isOfPicture(error) && mine === client) {
        mine.close();
        client = createClient(startWorker());
      }
      throw error;
    }
  }

  /** One after the other, so that the picture to blame dies alone. */
  function tryAgain(task, input) {
    const turn = secondTries.then(() => attempt(task, input));
    secondTries = turn.catch(() => {}); // the one who asked hears of it
    return turn;
  }

  return {
    /**
     * @param {Blob | ImageBitmap | VideoFrame} picture
     * @param {object} input from metadata
     * @param {{left: number, top: number, side: number}} [square] as for `toTensor`
     * @returns {Promise<object>} as from `toTensor`
     * @throws {Fault} `picture-…`, saying why the picture cannot be used
     */
    async prepare(picture, input, square) {
      const question = { picture, input, square };
      try {
        return await attempt('prepare', question);
      } catch (error) {
        if (isOfPicture(error)) throw error;
      }
      try {
        return await tryAgain('prepare', question);
      } catch (error) {
        throw isOfPicture(error) ? error : new Fault('picture-unusable');
      }
    },

    /** @returns {Promise<{readsAsDrawn: boolean}>} as from `readsAsDrawn` */
    tryCanvas: () => attempt('tryCanvas', {}),
  };
}

const isOfPicture = (error) => error.code?.startsWith('picture-');
