import { Fault } from '../../fault.js';
import { addExamples, classesNamed, EXAMPLES_AT_MOST, roomIn } from './collection.js';
import { gather } from './gather.js';

/**
 * Fills classes from files: one batch after the other, each a single step to undo.
 *
 * @param {object} options
 * @param {object} options.teaching as from `createTeaching`
 * @param {(file: File, signal: AbortSignal) => Promise<Float32Array>} options.embed
 * @param {{make: Function, close: () => void}} options.small as from `createThumbnails`
 * @param {object} options.tools the view that tells how far it is
 * @param {(fault: Fault) => void} options.onFault
 */
export function createFilling({ teaching, embed, small, tools, onFault }) {
  let turn = Promise.resolve();
  let stopping = new AbortController();
  let isDropped = false; // what is being gathered is not wanted any more

  async function fill(groups, leftOut, signal) {
    const wanted = groups.map(({ id, name, files }) => {
      const room = id ? roomIn(teaching.collection, id) : EXAMPLES_AT_MOST;
      return { id, name, files: files.slice(0, room), beyond: Math.max(0, files.length - room) };
    });
    const total = sum(wanted.map(({ files }) => files.length));
    let done = 0;
    const onDone = () => tools.showWork({ done: ++done, total });
    tools.showWork({ done, total });
    const gathered = [];
    for (const { id, name, files, beyond } of wanted) {
      const found = await gather(files, { embed, shrink: small.make, onDone, signal });
      gathered.push({ id, name, beyond, ...found });
    }
    if (!isDropped) put(gathered, leftOut);
  }

  function put(gathered, leftOut) {
    const full = gathered.filter(({ examples }) => examples.length > 0);
    if (full.length > 0) {
      const named = full.filter(({ id }) => !id).map(({ name }) => name);
      const made = named.length > 0 ? classesNamed(teaching.collection, named) : null;
      let next = made?.collection ?? teaching.collection;
      for (const { id, name, examples } of full) {
        next = addExamples(next, id ?? made.ids[named.indexOf(name)], examples);
      }
      teaching.change(next);
    }
    tell(gathered, leftOut);
  }

  function tell(gathered, leftOut) {
    const count = sum(gathered.map(({ examples }) => examples.length));
    const beyond = sum(gathered.map((own) => own.beyond));
    const unread = sum(gathered.map((own) => own.unread)) + leftOut;
    const { fault } = gathered.find((own) => own.fault) ?? {};
    if (count === 0 && fault) return onFault(fault);
    tools.say('teach.added', { count });
    if (unread > 0) tools.say('teach.added.unread', { count, unread });
    if (beyond > 0) tools.say('teach.added.beyond', { count, beyond, limit: EXAMPLES_AT_MOST });
  }

  return {
    /**
     * @param {{id?: string, name?: string, files: File[]}[]} groups for a class that is there,
     *   by its id, or for one by its name
     * @param {number} leftOut how many other files came with them
     */
    take(groups, leftOut) {
      turn = turn.then(async () => {
        stopping = new AbortController();
        isDropped = false;
        try {
          await fill(groups, leftOut, stopping.signal);
        } catch (error) {
          if (!isDropped) onFault(Fault.from(error, 'unexpected'));
        } finally {
          tools.showWork(null);
          small.close();
        }
      });
      return turn;
    },

    /** What was looked at by then stays. */
    stop: () => stopping.abort(),

    /** Another model is in use: to it, what was found says nothing. */
    drop() {
      isDropped = true;
      stopping.abort();
    },
  };
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
