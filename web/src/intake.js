import { Fault } from './fault.js';
import { picturesOf } from './pictures/folder.js';

/**
 * Where pictures come in: one is looked at, several open the list of results. A list that is
 * open takes single pictures, too.
 *
 * @param {object} options
 * @param {(picture: {name: string, file: File}) => void} options.look at one picture
 * @param {() => Promise<object>} options.openBatch what `createBatch` returns; called once
 * @param {(fault: Fault) => void} options.onFault
 */
export function createIntake({ look, openBatch, onFault }) {
  let opening = null;
  let batch = null;

  /** @param {{name: string, file: File}[]} files at least one; other things than pictures too */
  async function take(files) {
    const pictures = picturesOf(files);
    const leftOut = files.length - pictures.length;
    if (pictures.length === 0) return onFault(new Fault('folder-empty'));
    if (pictures.length === 1 && !batch?.isOpen) return look(pictures[0]);
    try {
      opening ??= openBatch();
      batch = await opening;
    } catch (error) {
      opening = null; // the connection may be back the next time
      return onFault(Fault.from(error, 'unexpected'));
    }
    batch.add(pictures, leftOut);
  }

  return {
    take,

    /** The stage shows something that is not in the list. */
    leave: () => batch?.leave(),

    /** Another model answers from now on. */
    again: () => batch?.again(),
  };
}
