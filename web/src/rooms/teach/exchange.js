import { Fault } from '../../fault.js';
import { offerFile } from '../../views/takeaway.js';
import { collectionFrom, taughtClasses } from './collection.js';
import { readTaughtFile, writeTaught } from './taught-file.js';

/**
 * Classes leave as a file, and come back.
 *
 * @param {object} options
 * @param {object} options.teaching as from `createTeaching`
 * @param {() => import('./base.js').Base} options.base in use
 * @param {(classes: object[]) => object[]} options.nameAll gives those without a name one
 * @param {(how: Function, said: string, values: object) => boolean} options.change
 * @param {object} options.tools the view
 * @param {(fault: Fault) => void} options.onFault
 */
export function createExchange({ teaching, base, nameAll, change, tools, onFault }) {
  const orSay = async (work) => {
    try {
      await work();
    } catch (error) {
      onFault(Fault.from(error, 'unexpected'));
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
        const classes = await readTaughtFile(file, base());
        change(() => collectionFrom(classes), 'teach.opened', { file: file.name });
      }),
  };
}
