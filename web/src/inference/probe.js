import { Fault } from '../fault.js';
import { BACKENDS, fastest, median } from './choice.js';

/**
 * Finds the fastest backend that gives right answers, in the pauses between
 * the visitor's pictures, and puts it to work.
 *
 * Right means: on the pictures that the model brings along, what Python says.
 * A phone's graphics card can be quick and wrong without a word.
 *
 * @param {object} options
 * @param {import('./engine.js').Engine} options.engine already started
 * @param {object} options.metadata of the model
 * @param {{read: Function, write: Function}} options.memory of an earlier choice
 * @param {() => Promise<void>} options.idle resolves when the page has nothing to do
 * @param {(trials: {backend: string, state: string, milliseconds?: number}[]) => void}
 *   options.onTrials told after each trial; `state` is `right`, `wrong`,
 *   `missing` (not on this device) or `failed`
 * @returns {Promise<string | null>} the backend that was chosen, null if none is right or
 *   the engine was closed meanwhile
 */
export async function probeBackends({ engine, metadata, memory, idle, onTrials }) {
  const trials = [];
  let best = null; // the one worker that is kept, besides the one in use

  async function tryOut(backend) {
    const { client, ...trial } = await attempt(engine, backend, metadata, idle);
    trials.push(trial);
    onTrials(trials);
    if (!client) return;
    // At once: each worker holds a whole model, and phones have little memory.
    if (fastest(trials) !== backend) return client.close();
    best?.client.close();
    best = { backend, client };
  }

  const remembered = memory.read();
  if (remembered && remembered !== engine.backend) await tryOut(remembered);
  if (!fastest(trials)) {
    trials.push(await checkCurrent({ engine, metadata, idle }));
    onTrials(trials);
  }
  // What is remembered was the fastest, but an update of its driver can make it wrong.
  if (!remembered || fastest(trials) !== remembered) {
    for (const backend of BACKENDS) {
      if (trials.every((trial) => trial.backend !== backend)) await tryOut(backend);
    }
  }

  if (engine.isClosed) return null; // and what failed says nothing of the device
  const choice = fastest(trials);
  if (best && best.backend === choice) {
    await engine.takeTurn(() => engine.use(choice, best.client));
  }
  if (choice) memory.write(choice);
  return choice;
}

/**
 * Checks the backend in use, one picture at a time between the visitor's.
 *
 * @param {{engine: object, metadata: object, idle: Function}} options as above
 * @returns {Promise<{backend: string, state: string, milliseconds?: number}>}
 */
export async function checkCurrent({ engine, metadata, idle }) {
  const { backend } = engine;
  await quiet(engine, idle);
  const check = (index) => engine.takeTurn(() => engine.ask('check', { index }));
  return judge(backend, () => measure(check, metadata));
}

async function attempt(engine, backend, metadata, idle) {
  for (;;) {
    await quiet(engine, idle);
    let client;
    let disturbed = false;
    // The visitor comes first; and what is timed beside an answer is timed wrongly.
    engine.onAsked = () => {
      disturbed = true;
      client?.close();
    };
    const trial = await judge(backend, async () => {
      await engine.open(backend, (opened) => {
        client = opened;
      });
      return measure((index) => client.call('check', { index }), metadata);
    });
    engine.onAsked = null;
    if (trial.state === 'right' && !disturbed) return { ...trial, client };
    client?.close(); // none if the worker could not even be started
    if (!disturbed) return trial;
  }
}

async function quiet(engine, idle) {
  let asked;
  do {
    asked = engine.asked;
    await idle();
  } while (engine.isBusy || engine.asked !== asked); // a live camera leaves no pause
}

async function judge(backend, run) {
  try {
    return { backend, state: 'right', milliseconds: await run() };
  } catch (error) {
    const states = { 'backend-missing': 'missing', 'backend-wrong': 'wrong' };
    return { backend, state: states[error.code] ?? 'failed' };
  }
}

async function measure(check, metadata) {
  const times = [];
  for (const index of metadata.self_check.pictures.keys()) {
    const { right, milliseconds } = await check(index);
    if (!right) throw new Fault('backend-wrong');
    times.push(milliseconds);
  }
  return median(times);
}
