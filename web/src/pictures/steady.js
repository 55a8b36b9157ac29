const FRAMES_TO_CHANGE = 3; // a new label must hold for so many
const MILLISECONDS_BETWEEN = 200; // numbers change at most five times a second

/**
 * Keeps live answers calm enough to read.
 *
 * @returns {(answer: object, now: number) => boolean} whether to show this answer
 */
export function createSteady() {
  let shown = null;
  let shownAt = -Infinity;
  let rival = null;
  let frames = 0;

  return function accept(answer, now) {
    const label = answer.rejected ? '' : answer.predictions[0].name;
    frames = label === rival ? frames + 1 : 1;
    rival = label;
    const isNew = label !== shown;
    if (shown !== null && isNew && frames < FRAMES_TO_CHANGE) return false;
    if (now - shownAt < MILLISECONDS_BETWEEN) return false;
    shown = label;
    shownAt = now;
    return true;
  };
}
