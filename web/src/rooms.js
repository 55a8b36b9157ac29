import { Fault } from './fault.js';

/** What each room is made of; loaded when it is opened for the first time. */
export const ROOMS = {
  inside: () => import('./rooms/inside/room.js'),
  teach: () => import('./rooms/teach/room.js'),
  test: () => import('./rooms/test/room.js'),
};

/**
 * The rooms beside the desk, where pictures are classified: one is open, or none. Which one
 * stands in the address as `?room=`, so that a link leads there and Back leads out.
 *
 * A room is a module with `createRoom(context)`, which returns, or promises, `element`, `open()`,
 * `close()` (give memory back), `take(files)` (dropped, pasted or chosen: `{name, file}[]`) and
 * `showModel(metadata)` (another model answers from now on).
 *
 * @param {object} options
 * @param {Record<string, () => Promise<object>>} [options.rooms] as `ROOMS`
 * @param {object} options.context given to each room
 * @param {{show: Function}} options.view from `createRoomsView`
 * @param {() => void} options.onEnter the desk is left
 * @param {(name: string | null) => void} options.onAddress told of each change that a click made
 * @param {(fault: Fault) => void} options.onFault
 */
export function createRooms({ rooms = ROOMS, context, view, onEnter, onAddress, onFault }) {
  const known = new Map();
  let wish = null; // the name of the room that is to be open
  let current = null;

  async function load(name) {
    const { createRoom } = await rooms[name]();
    if (!known.has(name)) known.set(name, createRoom(context));
    try {
      return await known.get(name);
    } catch (error) {
      known.delete(name); // or it could never be tried again
      throw error;
    }
  }

  function leave() {
    current?.close();
    current = null;
  }

  /** @param {string | null} name null, or one that is not known: the desk */
  async function enter(name) {
    const next = Object.hasOwn(rooms, name ?? '') ? name : null;
    if (next === wish) return;
    wish = next;
    leave();
    view.show(wish, null);
    if (!wish) return;
    onEnter();
    try {
      const room = await load(next);
      if (wish !== next) return;
      current = room;
      view.show(wish, room.element);
      room.open();
    } catch (error) {
      if (wish !== next) return;
      wish = null;
      view.show(null, null);
      onAddress(null);
      onFault(Fault.from(error, 'unexpected'));
    }
  }

  return {
    enter,

    /** A visitor chose it, rather than the address. */
    async go(name) {
      if (name === wish) return;
      onAddress(name);
      await enter(name);
    },

    /** @returns {object | null} the room that is open */
    get current() {
      return current;
    },

    /** @returns {boolean} whether a room is open, or about to be */
    get isOpen() {
      return wish !== null;
    },

    /** Another model answers from now on. */
    showModel: (metadata) => current?.showModel(metadata),
  };
}
