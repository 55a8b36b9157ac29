import { Fault } from '../../fault.js';
import { hasSeveralCameras, nextFrame, openCamera } from '../../pictures/camera.js';
import { shrink } from '../../pictures/shrink.js';
import { watch } from '../../pictures/watch.js';
import { EXAMPLE_SIZE, makeExample } from './collection.js';

const BETWEEN = 100; // milliseconds; frames that follow sooner teach nothing new

/**
 * The camera of this room: what it sees is answered, or recorded while a button is held.
 *
 * @param {object} options
 * @param {object} options.stage the view
 * @param {(frame: ImageBitmap | VideoFrame, signal: AbortSignal) => Promise<Float32Array>} options.embed
 * @param {() => boolean} options.isAsked whether there is anything to answer with
 * @param {() => void} options.onStart the camera takes the stage
 * @param {() => void} options.onStop
 * @param {(embedding: Float32Array) => void} options.onSeen of each frame that is not recorded
 * @param {(classId: string, count: number) => void} options.onFrame recorded so many so far
 * @param {(classId: string, examples: object[]) => void} options.onRecorded with no
 *   examples if the camera went off before the first frame
 * @param {(fault: Fault) => void} options.onFault
 */
export function createViewfinder({ stage, embed, isAsked, onStart, ...on }) {
  let session = null;
  let isAllowed = false; // the camera, by the visitor; its first frame may be still to come
  let facing = 'environment';
  let recording = null;

  async function start() {
    const mine = new AbortController();
    session = mine;
    const { signal } = mine;
    onStart();
    stage.showAsking();
    try {
      const camera = await openCamera(facing);
      signal.addEventListener('abort', camera.stop);
      if (signal.aborted) return camera.stop();
      isAllowed = true;
      camera.ended.then((fault) => session === mine && fail(fault));
      await stage.showCamera(camera);
      if (signal.aborted) return;
      stage.showSeveral(await hasSeveralCameras(), facing);
      await watch(
        {
          nextFrame: () => nextFrame(stage.video),
          classify: (frame) => look(frame, signal),
          show: take,
        },
        signal,
      );
    } catch (error) {
      if (!signal.aborted) fail(Fault.from(error, 'camera-failed'));
    }
  }

  async function look(frame, signal) {
    const mine = recording;
    const isDue = mine && performance.now() - mine.lastAt >= BETWEEN;
    if (!isDue && !isAsked()) return null;
    const embedding = await embed(frame, signal);
    return { embedding, mine, picture: isDue ? await shrink(frame, EXAMPLE_SIZE) : null };
  }

  function take(seen) {
    if (!seen || seen.mine !== recording) return;
    const { embedding, picture, mine } = seen;
    if (!mine) return on.onSeen(embedding);
    if (!picture) return;
    mine.examples.push(makeExample(embedding, picture, mine.take));
    mine.lastAt = performance.now();
    on.onFrame(mine.classId, mine.examples.length);
    if (mine.isEnding || mine.examples.length >= mine.limit) finish();
  }

  function finish() {
    const { classId, examples } = recording;
    recording = null;
    on.onRecorded(classId, examples);
  }

  function stop(reason) {
    if (!session) return;
    if (recording) finish();
    session.abort();
    session = null;
    isAllowed = false;
    stage.showEmpty(reason);
    on.onStop();
  }

  function fail(fault) {
    stop();
    on.onFault(fault);
  }

  return {
    stop,
    toggle: () => (session ? stop() : start()),

    turn() {
      facing = facing === 'user' ? 'environment' : 'user';
      stop();
      return start();
    },

    /**
     * Records until `release`. With the camera off, only turns it on: to allow it takes the hand
     * off the button.
     *
     * @param {string} classId
     * @param {number} limit how many frames at most
     */
    hold(classId, limit) {
      if (!session) return start();
      if (!isAllowed || recording) return;
      recording = { classId, limit, take: Date.now(), examples: [], lastAt: 0, isEnding: false };
      on.onFrame(classId, 0);
    },

    /** A short tap still records one frame. */
    release() {
      if (!recording) return;
      if (recording.examples.length > 0) finish();
      else recording.isEnding = true;
    },
  };
}
