import { Fault } from '../fault.js';

const PATIENCE = 3000; // milliseconds; a busy device makes a camera falter

const REASONS = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};

/**
 * Asks for the camera.
 *
 * @param {'user' | 'environment'} facing front or back, where there is a choice
 * @returns {Promise<{stream: MediaStream, mirrored: boolean, stop: () => void,
 *   ended: Promise<Fault>}>} `ended` when the camera is taken away, with how
 * @throws {Fault} `camera-…`
 */
export async function openCamera(facing) {
  if (!globalThis.isSecureContext) throw new Fault('camera-insecure');
  if (!navigator.mediaDevices?.getUserMedia) throw new Fault('camera-missing');
  const stream = await ask(facing);
  const [track] = stream.getVideoTracks();
  return {
    stream,
    // A webcam says nothing of where it looks; it looks at its owner.
    mirrored: track.getSettings().facingMode !== 'environment',
    stop: () => track.stop(),
    ended: new Promise((resolve) => {
      track.onended = () => resolve(new Fault('camera-lost'));
      track.onmute = () =>
        setTimeout(() => track.muted && resolve(new Fault('camera-taken')), PATIENCE);
    }),
  };
}

async function ask(facing) {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, width: { ideal: 640 }, height: { ideal: 480 } },
    });
  } catch (error) {
    throw new Fault(REASONS[error.name] ?? 'camera-failed', { reason: error.message });
  }
}

/** @returns {Promise<boolean>} whether there is a front and a back to choose from */
export async function hasSeveralCameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').length > 1;
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<ImageBitmap | VideoFrame>} the next frame; the taker closes it
 */
export async function nextFrame(video) {
  await new Promise((resolve) => {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(resolve);
    else requestAnimationFrame(resolve);
  });
  return currentFrame(video);
}

/**
 * A bitmap is a copy, and another one for the worker; a frame costs next to nothing. But browsers
 * that do not say how a frame is turned may draw it as the sensor lies in the phone.
 *
 * @param {HTMLVideoElement} video
 * @returns {Promise<ImageBitmap | VideoFrame>} what it shows now; the taker closes it
 */
export async function currentFrame(video) {
  if ('rotation' in (globalThis.VideoFrame?.prototype ?? {})) {
    const frame = new VideoFrame(video);
    if (frame.rotation === 0) return frame;
    frame.close();
  }
  return createImageBitmap(video);
}
