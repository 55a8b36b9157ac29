import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../../setup/packages.mjs';
import { ROOT } from '../../setup/run.mjs';
import { toOnnx } from '../onnx/convert.mjs';
import { fixBatch } from './fix_batch.mjs';

const SOURCE = join(ROOT, 'scripts', 'bench', 'peers');
const BUILT = join(ROOT, 'runs', 'bench-peers');

/** What else could run the network: the file that it wants, from a folder under web/model/. */
const PEERS = {
  'onnxruntime-web': {
    package: 'onnxruntime-web',
    runtime: 'onnxruntime-web.js',
    model: (folder) =>
      toOnnx({
        metadata: readJson(folder, 'metadata.json'),
        graph: readJson(folder, 'model.json'),
        weights: readFileSync(join(folder, 'weights.bin')),
      }),
  },
  litert: {
    package: '@litertjs/core',
    runtime: 'litert.js',
    model: (folder) => fixBatch(readFileSync(join(folder, 'model.tflite'))),
    files: join('node_modules', '@litertjs', 'core', 'wasm'), // looked for beside the worker
  },
};

/** The same on a graphics card, for which one of them has another runtime. */
const GRAPHICS_PEERS = {
  'onnxruntime-web': { ...PEERS['onnxruntime-web'], runtime: 'onnxruntime-webgpu.js' },
  litert: PEERS.litert,
};

/**
 * Installs the peers in a folder of their own and builds the least page for each that answers a
 * picture with the network of the page.
 *
 * @param {string} name of the model under web/model/
 * @returns {Promise<Record<string, {folder: string, version: string}>>} by peer
 */
export const preparePeers = (name) => buildPages(PEERS, name, BUILT);

/** The same for pages that compute on the graphics card. */
export const prepareGraphicsPeers = (name) =>
  buildPages(GRAPHICS_PEERS, name, join(BUILT, 'graphics'));

async function buildPages(peersToBuild, name, home) {
  await installPackages(SOURCE);
  console.log('Building a page for each peer …');
  const model = join(ROOT, 'web', 'model', name);
  const peers = {};
  for (const [peer, { package: own, runtime, model: content, files }] of Object.entries(
    peersToBuild,
  )) {
    const folder = join(home, peer);
    rmSync(folder, { recursive: true, force: true });
    await buildPage(runtime, folder, readJson(model, 'metadata.json'));
    writeFileSync(join(folder, 'model'), content(model));
    if (files) cpSync(join(SOURCE, files), join(folder, 'assets'), { recursive: true });
    const { version } = readJson(join(SOURCE, 'node_modules', own), 'package.json');
    peers[peer] = { folder, version };
  }
  return peers;
}

async function buildPage(runtime, outDir, { classes, input }) {
  const { build } = await import('vite'); // installed by now
  const model = { classes: classes.map((entry) => entry.name), input };
  await build({
    configFile: false,
    logLevel: 'warn',
    root: SOURCE,
    base: './',
    resolve: {
      alias: { '#runtime': join(SOURCE, runtime) },
      conditions: ['onnxruntime-web-use-extern-wasm', 'browser', 'import', 'default'],
    },
    define: { __MODEL__: JSON.stringify(model) },
    worker: { format: 'iife' }, // LiteRT.js loads its runtime by importScripts()
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 },
  });
}

function readJson(folder, file) {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
