import { Fault } from '../fault.js';
import { filesOf } from './folder.js';

/**
 * Listens for files that are dropped or pasted anywhere on the page.
 *
 * @param {object} options
 * @param {Window} options.target
 * @param {(files: {name: string, file: File}[]) => void} options.onFiles with their paths in
 *   the folders that came with them
 * @param {(place: Element) => boolean} options.isTaken whether text that is pasted there belongs there
 * @param {(fault: Fault) => void} options.onFault when there is no file in it
 * @param {(isOver: boolean) => void} options.onDrag while files hover over the page
 */
export function listenForFiles({ target, isTaken, onFiles, onFault, onDrag }) {
  let depth = 0; // entering a child fires before leaving its parent
  const hover = (next) => {
    depth = Math.max(0, next);
    onDrag(depth > 0);
  };
  const take = async (transfer, code) => {
    const files = await filesOf(transfer);
    if (files.length > 0) onFiles(files);
    else onFault(new Fault(code));
  };

  target.addEventListener('dragenter', () => hover(depth + 1));
  target.addEventListener('dragleave', () => hover(depth - 1));
  target.addEventListener('dragover', (event) => event.preventDefault());
  target.addEventListener('drop', (event) => {
    event.preventDefault();
    hover(0);
    take(event.dataTransfer, 'drop-empty');
  });
  target.addEventListener('paste', (event) => {
    const hasFiles = event.clipboardData?.files.length > 0;
    if (hasFiles || !isTaken(event.target)) take(event.clipboardData, 'paste-empty');
  });
}
