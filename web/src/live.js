import { Fault } from './fault.js';
import { currentFrame, hasSeveralCameras, nextFrame, openCamera } from './pictures/camera.js';
import { createSteady } from './pictures/steady.js';
import { watch } from './pictures/watch.js';

/** What stands in `data-file` while the camera is on. */
const CAMERA = 'camera';

/**
 * The live camera: on, off, frozen, turned round.
 *
 * @param {object} options
 * @param {(frame: ImageBitmap | VideoFrame, signal: AbortSignal) => Promise<object>} options.classify
 * @param {object} options.views
 * @param {() => void} options.onStart the camera takes over the stage
 */
export function createLive({ classify, views, onStart }) {
  const { stage, answer, evidence, announcer, controls, stageAlerts } = views;
  let session = null;
  let facing = 'environment';
  let isWatching = false;
  let frozen = null; // while a frame stands still: what ends that

  async function start() {
    const mine = new AbortController();
    session = mine;
    const { signal } = mine;
    onStart();
    stageAlerts.clear();
    stage.showEmpty('stage.asking');
    evidence.show(null);
    answer.showEmpty();
    announcer.forget();
    controls.showCamera({ on: true, frozen: false, facing });
    frozen = null;
    try {
      const camera = await openCamera(facing);
      signal.addEventListener('abort', camera.stop);
      if (signal.aborted) return camera.stop();
      camera.ended.then((fault) => session === mine && fail(fault));
      await stage.showCamera(camera);
      if (signal.aborted) return;
      isWatching = true;
      controls.showCamera({ several: await hasSeveralCameras() });
      await watch(
        {
          nextFrame: () => nextFrame(stage.video),
          classify: (frame) => classify(frame, signal),
          show: steadily((answer) => frozen || show(answer)),
        },
        signal,
      );
    } catch (error) {
      if (!signal.aborted) fail(Fault.from(error, 'camera-failed'));
    }
  }

  /** The answer on the page is to the very frame that stands still. */
  async function lookAtFrozen(signal) {
    let frame;
    try {
      frame = await currentFrame(stage.video);
      const result = await classify(frame, signal);
      if (!signal.aborted) show(result);
    } catch (error) {
      if (!signal.aborted) fail(Fault.from(error, 'camera-failed'));
    } finally {
      frame?.close();
    }
  }

  function show(result) {
    evidence.show(result);
    answer.show(result, CAMERA, frozen !== null);
    announcer.say(result, true);
  }

  function stop(reason) {
    if (!session) return;
    session.abort();
    session = null;
    isWatching = false;
    controls.showCamera({ on: false, frozen: false });
    stage.showEmpty(reason);
    answer.showEmpty();
    evidence.show(null);
  }

  function fail(fault) {
    stop();
    answer.showFailed(CAMERA);
    stageAlerts.show(fault);
  }

  return {
    stop,
    toggle: () => (session ? stop() : start()),

    turn() {
      facing = facing === 'user' ? 'environment' : 'user';
      stop();
      return start();
    },

    /** Another model answers from now on; moving pictures find out by themselves. */
    again() {
      if (session && frozen) lookAtFrozen(AbortSignal.any([session.signal, frozen.signal]));
    },

    freeze() {
      if (!isWatching) return; // off, still being asked for, or nothing to see yet
      frozen?.abort();
      frozen = frozen ? null : new AbortController();
      controls.showCamera({ frozen: frozen !== null });
      stage.freeze(frozen !== null);
      if (frozen) lookAtFrozen(AbortSignal.any([session.signal, frozen.signal]));
    },
  };
}

function steadily(show) {
  const accept = createSteady();
  return (answer) => {
    if (accept(answer, performance.now())) show(answer);
  };
}
