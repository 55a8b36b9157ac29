import { Fault } from '../../fault.js';
import { makeExample } from './collection.js';

/**
 * Looks at files one after the other, and makes an example of each. One that cannot be read does
 * not keep the others from it.
 *
 * @param {File[]} files
 * @param {object} options
 * @param {(file: File, signal: AbortSignal) => Promise<Float32Array>} options.embed
 * @param {(file: File) => Promise<Blob | null>} options.shrink
 * @param {() => void} options.onDone called after each file
 * @param {AbortSignal} options.signal ends it early, with what is there by then
 * @returns {Promise<{examples: import('./collection.js').Example[], unread: number,
 *   fault: Fault | null}>} `fault` of the first of the files that could not be read
 * @throws {Fault} if the model fails, which is no file's fault
 */
export async function gather(files, { embed, shrink, onDone, signal }) {
  const examples = [];
  let unread = 0;
  let fault = null;
  for (const file of files) {
    if (signal.aborted) break;
    try {
      const embedding = await embed(file, signal);
      const picture = await shrink(file);
      if (!picture) throw new Fault('picture-unusable');
      examples.push(makeExample(embedding, picture));
    } catch (error) {
      if (signal.aborted) break;
      if (!error.code?.startsWith('picture-')) throw error;
      unread++;
      fault ??= error;
    }
    onDone();
  }
  return { examples, unread, fault };
}
