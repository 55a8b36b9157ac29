import { expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createWhy } from '../../web/src/why.js';
import { later } from './fakes.js';

const cat = { name: 'cat', labels: { en: 'cat' } };
const dog = { name: 'dog', labels: { en: 'dog' } };
const result = { seen: 'tensor' };
const MAPS = new Map([
  ['cat', { values: [0, 1] }],
  ['dog', { values: [0, 0.01] }],
]);

function setUp(explain) {
  const views = {
    answer: { press: vi.fn() },
    heat: { show: vi.fn(), hide: vi.fn() },
    announcer: { tell: vi.fn() },
    stageAlerts: { show: vi.fn() },
  };
  return { views, why: createWhy({ explain, views }) };
}

test('a tap shows the map, another takes it away; the model is asked once', async () => {
  const explain = vi.fn(async () => MAPS);
  const { views, why } = setUp(explain);
  await why.toggle(cat, result);
  expect(views.heat.show).toHaveBeenCalledWith(MAPS.get('cat'), 'why.shown', cat.labels);
  expect(views.announcer.tell).toHaveBeenCalledWith('why.shown', cat.labels);
  expect(views.answer.press).toHaveBeenLastCalledWith('cat');
  why.toggle(cat, result);
  expect(views.heat.hide).toHaveBeenCalledOnce();
  expect(views.answer.press).toHaveBeenLastCalledWith(null);
  await why.toggle(dog, result);
  expect(explain.mock.calls).toEqual([['tensor']]);
});

test('a class for which hardly anything speaks is told so', async () => {
  const { views, why } = setUp(async () => MAPS);
  await why.toggle(dog, result);
  expect(views.heat.show).toHaveBeenCalledWith(MAPS.get('dog'), 'why.nothing', dog.labels);
});

test('maps that come after the next answer are not shown', async () => {
  const maps = later();
  const { views, why } = setUp(() => maps.promise);
  const asked = why.toggle(cat, result);
  why.forget();
  maps.resolve(MAPS);
  await asked;
  expect(views.heat.show).not.toHaveBeenCalled();
  expect(views.answer.press).toHaveBeenLastCalledWith(null);
});

test('maps that cannot be had are told of, and can be asked for again', async () => {
  const explain = vi.fn(async () => MAPS);
  explain.mockRejectedValueOnce(new Fault('backend-none'));
  const { views, why } = setUp(explain);
  await why.toggle(cat, result);
  expect(views.stageAlerts.show.mock.calls[0][0].code).toBe('backend-none');
  expect(views.answer.press).toHaveBeenLastCalledWith(null);
  await why.toggle(cat, result);
  expect(views.heat.show).toHaveBeenCalledOnce();
});
