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
  ['a browser that tells how a frame is turned', { rotation: 0 }, 'frame'],
  ['a frame that is turned', { rotation: 90 }, 'bitmap'],
  ['a browser that does not tell', {}, 'bitmap'],
])('%s: %o makes a %s', async (_, properties, kind) => {
  const close = vi.fn();
  vi.stubGlobal('VideoFrame', function VideoFrame() {
    Object.assign(this, { kind: 'frame', close }, properties);
  });
  vi.stubGlobal('createImageBitmap', async () => ({ kind: 'bitmap' }));
  expect(await currentFrame({})).toMatchObject({ kind });
  expect(close).toHaveBeenCalledTimes(kind === 'frame' ? 0 : 1); // its memory is scarce
});

test('a browser without frames of its own copies a bitmap', async () => {
  vi.stubGlobal('createImageBitmap', async () => ({ kind: 'bitmap' }));
  expect(await currentFrame({})).toMatchObject({ kind: 'bitmap' });
});
