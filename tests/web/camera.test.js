import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentFrame, openCamera } from '../../web/src/pictures/camera.js';

let track;

beforeEach(() => {
  vi.useFakeTimers();
  track = { muted: false, getSettings: () => ({}), stop: vi.fn() };
  const stream = { getVideoTracks: () => [track] };
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: async () => stream } });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function endOf(camera) {
  const ended = vi.fn();
  camera.ended.then(ended);
  await vi.advanceTimersByTimeAsync(10_000);
  return ended.mock.calls[0]?.[0].code;
}

test('a camera that is unplugged is lost', async () => {
  const camera = await openCamera('user');
  track.onended();
  expect(await endOf(camera)).toBe('camera-lost');
});

test('a camera that falls silent was taken by another app', async () => {
  const camera = await openCamera('user');
  track.muted = true;
  track.onmute();
  expect(await endOf(camera)).toBe('camera-taken');
});

test('a camera that falters for a moment goes on', async () => {
  const camera = await openCamera('user');
  track.muted = true;
  track.onmute();
  await vi.advanceTimersByTimeAsync(500);
  track.muted = false;
  expect(await endOf(camera)).toBe(undefined);
});

test.each([
  ['environment', false],
  ['user', true],
  [undefined, true], // a webcam
])('a camera that looks at its %s: mirrored is %s', async (facingMode, mirrored) => {
  track.getSettings = () => ({ facingMode });
  expect(await openCamera('user')).toMatchObject({ mirrored });
});

test.each([
  [0, 'frame', 0],
  [90, 'bitmap', 1], // its memory is scarce
])('of a frame turned by %i degrees comes a %s', async (rotation, kind, closed) => {
  const close = vi.fn();
  class Frame {
    kind = 'frame';
    close = close;
    get rotation() {
      return rotation;
    }
  }
  vi.stubGlobal('VideoFrame', Frame);
  vi.stubGlobal('createImageBitmap', async () => ({ kind: 'bitmap' }));
  expect(await currentFrame({})).toMatchObject({ kind });
  expect(close).toHaveBeenCalledTimes(closed);
});

test.each([
  ['does not say how frames are turned', class {}],
  ['has no frames', undefined],
])('a browser that %s copies a bitmap', async (_, Frame) => {
  vi.stubGlobal('VideoFrame', Frame);
  vi.stubGlobal('createImageBitmap', async () => ({ kind: 'bitmap' }));
  expect(await currentFrame({})).toMatchObject({ kind: 'bitmap' });
});
