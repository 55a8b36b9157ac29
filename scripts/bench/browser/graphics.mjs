import { listEngines } from './engines.mjs';
import { figuresByLabel, mediansOf, runInTurn } from './latency.mjs';
import { prepareGraphicsPeers } from './peers.mjs';
import { serveSites } from './server.mjs';
import { compare } from './statistics.mjs';

const FLAGS = ['--enable-unsafe-webgpu', '--enable-features=Vulkan']; // Linux wants both for WebGPU
const EMULATED = /swiftshader|llvmpipe|softpipe|basic render/i;
const NAMES = { webgl: 'WebGL', webgpu: 'WebGPU' };

/**
 * As `measureLatency`, on the graphics card, where there is one: what computes on the processor
 * behind the name of a graphics card tells nothing about any.
 *
 * @param {object} bench
 * @returns {Promise<object>} what stands behind `webgl` and `webgpu`, and the figures of those that
 *   are real
 * @throws {Error} when an engine does not say what Python says
 */
export async function measureGraphics({ openBrowser, engines, metadata, model, quick }) {
  const browser = await openBrowser({ args: FLAGS });
  try {
    const behind = await lookBehind(browser);
    const real = Object.keys(behind).filter((name) => behind[name] && !EMULATED.test(behind[name]));
    if (real.length === 0) return { behind, engines: {} };
    const peers = engines.length > 1 ? await prepareGraphicsPeers(model) : {};
    const entries = lineUp(listEngines(peers, model), real);
    const runners = await runInTurn({ browser, entries, metadata, quick });
    const onWebGpu = runners.filter(({ begin }) => begin.backend === 'webgpu');
    return {
      behind,
      engines: figuresByLabel(runners),
      ...(onWebGpu.length > 1 && compare('webgpu_latency_ratio', ...mediansOf(onWebGpu))),
    };
  } finally {
    await browser.close();
  }
}

/** The peers know WebGPU alone: one of them has given WebGL up, the other never had it. */
function lineUp([ours, ...peers], real) {
  const entry = (engine, backend) => ({
    engine,
    label: `${engine.name}, ${NAMES[backend]}`,
    begin: { backend, threads: 1 },
  });
  const rivals = real.includes('webgpu') ? peers.map((peer) => entry(peer, 'webgpu')) : [];
  return [...real.map((backend) => entry(ours, backend)), ...rivals];
}

async function lookBehind(browser) {
  const site = await serveSites({});
  const page = await browser.newPage();
  try {
    await page.goto(`${site.address}blank`); // WebGPU wants an address of its own
    return await page.evaluate(nameGraphics);
  } finally {
    await page.close();
    site.close();
  }
}

/** Runs in a page: who draws for WebGL and computes for WebGPU, or null for nobody. */
async function nameGraphics() {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  const adapter = await navigator.gpu?.requestAdapter();
  const { vendor, architecture, device, description } = adapter?.info ?? {};
  return {
    webgl: gl?.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? null,
    webgpu: adapter
      ? [vendor, architecture, device, description].filter(Boolean).join(' ') || 'unnamed'
      : null,
  };
}
