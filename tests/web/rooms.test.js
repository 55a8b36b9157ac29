import { beforeEach, expect, test, vi } from 'vitest';
import { createRooms } from '../../web/src/rooms.js';

const log = [];
const view = { show: (name, element) => log.push(['show', name, element]) };
const onAddress = vi.fn();
const onFault = vi.fn();
const onEnter = vi.fn();

const roomNamed = (name) => ({
  createRoom: () => ({
    element: `<${name}>`,
    open: () => log.push(['open', name]),
    close: () => log.push(['close', name]),
    showModel: (metadata) => log.push(['model', name, metadata]),
  }),
});

const create = (rooms) => createRooms({ rooms, context: {}, view, onEnter, onAddress, onFault });

beforeEach(() => {
  log.length = 0;
  vi.clearAllMocks();
});

test('a room is loaded, shown and opened, and closed when the desk comes back', async () => {
  const rooms = create({ hall: async () => roomNamed('hall') });
  await rooms.go('hall');
  expect(rooms.isOpen).toBe(true);
  rooms.showModel('a model');
  await rooms.go(null);
  rooms.showModel('another one');
  expect(rooms.isOpen).toBe(false);
  expect(log).toEqual([
    ['show', 'hall', null],
    ['show', 'hall', '<hall>'],
    ['open', 'hall'],
    ['model', 'hall', 'a model'],
    ['close', 'hall'],
    ['show', null, null],
  ]);
  expect(onAddress.mock.calls).toEqual([['hall'], [null]]);
  expect(onEnter).toHaveBeenCalledOnce();
});

test('a room that is open already is no step that Back would undo', async () => {
  const rooms = create({ hall: async () => roomNamed('hall') });
  await rooms.go(null);
  await rooms.go('hall');
  await rooms.go('hall');
  expect(onAddress.mock.calls).toEqual([['hall']]);
});

test('the wish that came last is met, however long the others take', async () => {
  let arrive;
  const rooms = create({
    slow: () => new Promise((resolve) => (arrive = () => resolve(roomNamed('slow')))),
    hall: async () => roomNamed('hall'),
  });
  const first = rooms.enter('slow');
  await rooms.enter('hall');
  arrive();
  await first;
  expect(log.filter(([what]) => what === 'open')).toEqual([['open', 'hall']]);
});

test('what is no room is the desk', async () => {
  const rooms = create({});
  await rooms.enter('toString');
  expect(rooms.isOpen).toBe(false);
  expect(log).toEqual([]);
});

test('a room that cannot be made is made anew the next time', async () => {
  const createRoom = vi.fn(roomNamed('hall').createRoom);
  createRoom.mockRejectedValueOnce(new Error('offline'));
  const rooms = create({ hall: async () => ({ createRoom }) });
  await rooms.go('hall');
  expect(onFault).toHaveBeenCalledOnce();
  await rooms.go('hall');
  expect(log.at(-1)).toEqual(['open', 'hall']);
  await rooms.go(null);
  await rooms.go('hall');
  expect(createRoom).toHaveBeenCalledTimes(2);
});

test('a room that does not arrive is told, the desk comes back, and it can be tried again', async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error('offline'));
  load.mockResolvedValue(roomNamed('hall'));
  const rooms = create({ hall: load });
  await rooms.go('hall');
  expect(onFault).toHaveBeenCalledOnce();
  expect(log.at(-1)).toEqual(['show', null, null]);
  expect(onAddress).toHaveBeenLastCalledWith(null);
  await rooms.go('hall');
  expect(log.at(-1)).toEqual(['open', 'hall']);
});
