import { serve } from '../setup/serve.mjs';
import * as firefox from './engines/firefox.mjs';
import * as webkit from './engines/webkit.mjs';
import { answeredPictures } from './pictures.mjs';
import { COMPARED, comparedCells, table } from './table.mjs';
import { installTools } from './tools.mjs';
import { visit } from './visit.mjs';

const ENGINES = [firefox, webkit];
const TOLERANCE = 1e-3;
const STEPS = ['load', 'example', 'file'];

export const title = 'Other browsers';

export async function run({ folder }) {
  await installTools();
  const references = await answeredPictures(folder);
  const server = await serve(0, '127.0.0.1');
  const address = `http://localhost:${server.address().port}/`;
  try {
    const engines = [];
    for (const engine of ENGINES) engines.push(await tryOut(engine, address, references));
    return { engines };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function tryOut({ name, missing, open }, address, references) {
  const leftOut = missing();
  if (leftOut) return { name, leftOut };
  console.log(`${name} …`);
  let session;
  try {
    session = await open();
    return { name, version: session.version, ...(await visit(session, address, references)) };
  } catch (error) {
    return { name, version: session?.version, failed: error.message };
  } finally {
    await session?.close().catch(() => {}); // it may be what has failed
  }
}

export function faults({ engines }) {
  return engines.flatMap(({ name, failed, parity }) => {
    if (failed) return [`${name}: ${failed}`];
    if (!parity) return []; // left out, as the report says
    const isSame = parity.sameClass === parity.pictures && parity.unread === 0;
    return isSame && parity.largest <= TOLERANCE ? [] : [`${name} does not answer as Python does.`];
  });
}

export function markdown({ engines }) {
  const rows = engines.map(({ name, version = '', leftOut, failed, steps, parity }) => {
    const blank = COMPARED.map(() => '');
    if (leftOut) return [name, `left out: ${leftOut}`, ...blank];
    if (failed) return [`${name} ${version}`, `failed: ${failed}`, ...blank];
    return [`${name} ${version}`, steps.join(', '), ...comparedCells(parity)];
  });
  return `Engines other than Chromium go the way of a visitor (${STEPS.join(', ')}), on WASM; then their answers
are compared with Python's, on the pictures that the model brings along and, where they are at hand,
test pictures. Required of each that is on the machine: every step, the same class for every
picture, and no difference above ${TOLERANCE}.

${table(['Browser', 'Steps', ...COMPARED], rows)}`;
}
