/**
 * Letters, arrows and the space bar belong to a field that is written in, and to a dialog.
 *
 * @param {Element} target of a key
 * @returns {boolean}
 */
export function isTaken(target) {
  const isField = target.isContentEditable || target.closest('input, textarea, select');
  return Boolean(isField || document.querySelector('dialog[open]'));
}
