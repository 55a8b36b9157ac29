import { Fault } from '../../fault.js';
import { offerFile } from '../../views/takeaway.js';
import { collectionFrom, taughtClasses } from './collection.js';
import { lookAgain } from './look-again.js';
import { readTaughtFile, writeTaught } from './taught-file.js';

/**
 * Classes leave as a file, and come back.
 *
 * @param {object} options
 * @param {object} options.teaching as from `createTeaching`
 * @param {() => import('./base.js').Base} options.base in use
 * @param {(picture: Blob, signal: AbortSignal) => Promise<Float32Array>} options.embed
 * @param {(classes: object[]) => object[]} options.nameAll gives those without a name one
 * @param {(how: Function, said: string, values: object) => boolean} options.change
 * @param {object} options.tools the view
 * @param {(fault: Fault) => void} options.onFault
 */
export function createExchange({ teaching, base, embed, nameAll, change, tools, onFault }) {
  let job = new AbortController();
  const orSay = async (work) => {
    try {
      await work();
    } catch (error) {
      if (error.name !== 'AbortError') onFault(Fault.from(error, 'unexpected'));
    }
  };

  return {
    save: () =>
      orSay(async () => {
        const taught = await teaching.settled();
        const classes = taughtClasses({ classes: nameAll(teaching.collection.classes) });
        const file = await writeTaught(base(), classes, taught);
        offerFile(file);
        tools.say('takeaway.saved', { file: file.name });
      }),

    /** @param {File} file takes the place of the classes that are there; that can be undone */
    open: (file) =>
      orSay(async () => {
        job.abort();
        job = new AbortController();
        const { signal } = job;
        const { classes, isEarlier } = await readTaughtFile(file, base());
        if (isEarlier) {
          const looking = lookAgain(classes, { embed, onProgress: tools.showWork, signal });
          await looking.finally(() => tools.showWork(null));
        }
        signal.throwIfAborted();
        const said = isEarlier ? 'teach.opened.earlier' : 'teach.opened';
        change(() => collectionFrom(classes), said, { file: file.name });
      }),

    /** What was there before stays. */
    stop: () => job.abort(),
  };
}
