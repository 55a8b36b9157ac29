import { beforeEach, expect, test, vi } from 'vitest';
import { createLive } from '../../web/src/live.js';
import { later } from './fakes.js';

vi.mock('../../web/src/pictures/camera.js', () => ({
  openCamera: async () => ({ stop() {}, ended: new Promise(() => {}) }),
  hasSeveralCameras: async () => false,
  nextFrame: () => new Promise(() => {}), // only frozen frames are looked at here
  currentFrame: () => takeFrame(),
}));

const spies = (...names) => Object.fromEntries(names.map((name) => [name, vi.fn()]));

let takeFrame;
let views;
let classify;
let live;

beforeEach(() => {
  let frames = 0;
  takeFrame = async () => ({ number: ++frames, close() {} });
  views = {
    stage: { ...spies('showCamera', 'showEmpty', 'freeze'), video: {} },
    answer: spies('show', 'showEmpty', 'showFailed'),
    evidence: spies('show'),
    announcer: spies('say', 'forget'),
    controls: spies('showCamera'),
    stageAlerts: spies('show', 'clear'),
  };
  classify = vi.fn(async ({ number }) => `answer ${number}`);
  live = createLive({ classify: (...args) => classify(...args), views, onStart() {} });
});

const started = () =>
  vi.waitFor(() => expect(views.controls.showCamera).toHaveBeenCalledWith({ several: false }));
const answers = () => views.answer.show.mock.calls.map(([answer]) => answer);

test('before the first frame there is nothing to freeze', async () => {
  const first = later();
  views.stage.showCamera = () => first.promise;
  live.toggle();
  await vi.waitFor(() => expect(views.controls.showCamera).toHaveBeenCalled());
  live.freeze();
  expect(views.stage.freeze).not.toHaveBeenCalled();
  first.resolve();
  await started();
  live.freeze();
  expect(views.stage.freeze).toHaveBeenCalledWith(true);
});

test('a frame that cannot be taken is a camera that failed', async () => {
  takeFrame = async () => {
    throw new DOMException('no frame', 'InvalidStateError');
  };
  live.toggle();
  await started();
  live.freeze();
  await vi.waitFor(() => expect(views.stageAlerts.show).toHaveBeenCalled());
  expect(views.stageAlerts.show.mock.calls[0][0]).toMatchObject({
    code: 'camera-failed',
    values: { reason: 'no frame' },
  });
});

test('an answer to an earlier frozen frame is not shown beside a later one', async () => {
  const slow = later();
  classify.mockImplementationOnce(() => slow.promise);
  live.toggle();
  await started();
  live.freeze();
  await vi.waitFor(() => expect(classify).toHaveBeenCalledOnce());
  live.freeze();
  live.freeze();
  await vi.waitFor(() => expect(answers()).toEqual(['answer 2']));
  slow.resolve('answer 1');
  await slow.promise;
  expect(answers()).toEqual(['answer 2']);
});

test('another model is asked about the frame that stands still', async () => {
  live.toggle();
  await started();
  live.freeze();
  await vi.waitFor(() => expect(answers()).toEqual(['answer 1']));
  live.again();
  await vi.waitFor(() => expect(answers()).toEqual(['answer 1', 'answer 2']));
  const [, signal] = classify.mock.calls.at(-1);
  expect(signal.aborted).toBe(false);
  live.freeze(); // goes on
  expect(signal.aborted).toBe(true);
});
