import { expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createStill } from '../../web/src/still.js';
import { later } from './fakes.js';
import { HEADERS } from './headers.js';

const picture = (name) => new File([HEADERS.png(8, 8)], name);

function setUp(classify) {
  const spies = (...names) => Object.fromEntries(names.map((name) => [name, vi.fn()]));
  const views = {
    stage: spies('showPicture', 'showEmpty'),
    square: spies('show', 'forget'),
    answer: spies('show', 'showBusy', 'showFailed'),
    evidence: spies('show', 'wait'),
    announcer: spies('say'),
    stageAlerts: spies('show', 'clear'),
  };
  return { views, still: createStill({ classify, views, onNew: () => {} }) };
}

test('a late answer to an older picture does not replace the newer one', async () => {
  const old = later();
  const classify = vi.fn((file) => (file.name === 'old.png' ? old.promise : 'new answer'));
  const { views, still } = setUp(classify);
  const first = still.look('old.png', () => picture('old.png'));
  await vi.waitFor(() => expect(classify).toHaveBeenCalled());
  await still.look('new.png', () => picture('new.png'));
  old.resolve('old answer');
  await first;
  expect(views.answer.show.mock.calls).toEqual([['new answer', 'new.png']]);
});

test('a late failure of an older picture is not shown either', async () => {
  const old = later();
  const classify = vi.fn(async (file) => {
    if (file.name !== 'old.heic') return 'new answer';
    await old.promise;
    throw new Fault('picture-heic');
  });
  const { views, still } = setUp(classify);
  const first = still.look('old.heic', () => picture('old.heic'));
  await vi.waitFor(() => expect(classify).toHaveBeenCalled());
  await still.look('new.png', () => picture('new.png'));
  old.resolve();
  await first;
  expect(views.stageAlerts.show).not.toHaveBeenCalled();
  expect(views.answer.showFailed).not.toHaveBeenCalled();
});

test('the one before is told that nobody waits', async () => {
  const signals = [];
  const { still } = setUp(async (_, signal) => signals.push(signal));
  await still.look('a.png', () => picture('a.png'));
  const second = still.look('b.png', () => picture('b.png'));
  expect(signals[0].aborted).toBe(true);
  await second;
  expect(signals[1].aborted).toBe(false);
});

test('a picture that fails says why, and the next one is answered', async () => {
  const { views, still } = setUp(async (file) => {
    if (file.name === 'bad.jpg') throw new Fault('picture-empty');
    return 'answer';
  });
  await still.look('bad.jpg', () => picture('bad.jpg'));
  expect(views.answer.showFailed).toHaveBeenCalledWith('bad.jpg');
  expect(views.stageAlerts.show.mock.calls[0][0].code).toBe('picture-empty');
  await still.look('good.jpg', () => picture('good.jpg'));
  expect(views.answer.show).toHaveBeenCalledWith('answer', 'good.jpg');
});

test('of many squares in a row only the last one is looked at, in the same picture', async () => {
  vi.useFakeTimers();
  const classify = vi.fn(async () => 'answer');
  const { views, still } = setUp(classify);
  await still.look('a.png', () => picture('a.png'));
  for (const side of [80, 60, 40]) still.lookCloser({ left: 0, top: 0, side });
  await vi.advanceTimersByTimeAsync(1000);
  expect(classify.mock.calls.slice(1)).toEqual([
    [expect.objectContaining({ name: 'a.png' }), expect.anything(), { left: 0, top: 0, side: 40 }],
  ]);
  expect(views.square.show).toHaveBeenCalledTimes(2);
  expect(views.answer.showBusy).toHaveBeenCalledOnce(); // the answer stays until the next is there
  vi.useRealTimers();
});

test('a square of a picture that is gone is not looked at', async () => {
  vi.useFakeTimers();
  const classify = vi.fn(async () => 'answer');
  const { still } = setUp(classify);
  await still.look('a.png', () => picture('a.png'));
  still.lookCloser({ left: 0, top: 0, side: 40 });
  await still.look('b.png', () => picture('b.png'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(classify.mock.calls.map(([{ name }]) => name)).toEqual(['a.png', 'b.png']);
  vi.useRealTimers();
});

test('when another model takes over, the picture is asked once more, the same part of it', async () => {
  vi.useFakeTimers();
  const classify = vi.fn(async () => 'answer');
  const { views, still } = setUp(classify);
  await still.again();
  expect(classify).not.toHaveBeenCalled();
  await still.look('a.png', () => picture('a.png'));
  still.lookCloser('part');
  await vi.advanceTimersByTimeAsync(1000);
  await still.again();
  expect(classify).toHaveBeenLastCalledWith(
    expect.objectContaining({ name: 'a.png' }),
    expect.anything(),
    'part',
  );
  expect(classify).toHaveBeenCalledTimes(3);
  expect(views.stage.showPicture).toHaveBeenCalledOnce(); // it is on the stage
  still.leave();
  await still.again();
  expect(classify).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});

test('a gigantic picture is refused before it is shown', async () => {
  const classify = vi.fn();
  const { views, still } = setUp(classify);
  await still.look('bomb.png', () => new File([HEADERS.png(60_000, 60_000)], 'bomb.png'));
  expect(views.stageAlerts.show.mock.calls[0][0].code).toBe('picture-too-large');
  expect(views.stage.showPicture).not.toHaveBeenCalled();
  expect(classify).not.toHaveBeenCalled();
});
