import { byId } from './dom.js';

/**
 * For a teacher at a projector: picture and answer large, the rest out of sight.
 *
 * @param {object} options
 * @param {boolean} options.isOn whether the visit begins so
 * @param {(isOn: boolean) => void} options.onChange told of each change
 * @returns {{toggle: () => void}}
 */
export function createPresent({ isOn, onChange }) {
  const root = document.documentElement;
  const open = byId('present-open');
  const close = byId('present-close');

  function show(isPresenting) {
    root.classList.toggle('is-presenting', isPresenting);
    close.hidden = !isPresenting;
  }

  function change(isPresenting) {
    const hasFocus = [open, close].includes(document.activeElement);
    show(isPresenting);
    if (hasFocus) (isPresenting ? close : open).focus(); // the other one is gone
    onChange(isPresenting);
  }

  show(isOn);
  open.onclick = () => change(true);
  close.onclick = () => change(false);
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || close.hidden || document.querySelector('dialog[open]')) return;
    change(false);
  });

  return { toggle: () => change(close.hidden) };
}
