import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../setup/failure.mjs';
import { findProgram } from './find.mjs';

const PATIENCE = 120_000; // milliseconds for one command
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'; // how the protocol calls a reference to one

export const name = 'WebKit';

/** @returns {string | null} what is missing on this machine, in words */
export function missing() {
  if (!driver()) return 'no WebKitWebDriver (webkit2gtk-driver) on this machine';
  if (!process.env.DISPLAY && !findProgram(['xvfb-run'])) return 'no screen, and no xvfb-run';
  return null;
}

const driver = () => findProgram(['WebKitWebDriver']);

/**
 * Starts WebKitGTK's browser, driven by W3C WebDriver, on a screen that nobody sees.
 *
 * @returns {Promise<import('../visit.mjs').Session>}
 */
export async function open() {
  const port = await freePort();
  const command = [driver(), `--port=${port}`];
  const [program, ...args] = process.env.DISPLAY ? command : ['xvfb-run', '-a', ...command];
  // A group of its own, so that the screen and the browser end with the driver.
  const running = spawn(program, args, { stdio: 'ignore', detached: true });
  const stop = () => {
    if (running.exitCode === null) process.kill(-running.pid);
  };
  try {
    const { call, capabilities } = await begin(`http://127.0.0.1:${port}`);
    return {
      version: capabilities.browserVersion,
      goto: (url) => call('POST', 'url', { url }),
      // As text: the driver would put the keys of an object into another order.
      async evaluate(work, input) {
        const script = `const [input, done] = arguments;
          Promise.resolve((${work})(input)).then((value) => done(JSON.stringify({ value })),
            (error) => done(JSON.stringify({ error: String(error) })));`;
        const answer = await call('POST', 'execute/async', { script, args: [input] });
        const { value, error } = JSON.parse(answer);
        if (error) throw new Error(error);
        return value;
      },
      async choose(selector, path) {
        const found = await call('POST', 'element', { using: 'css selector', value: selector });
        await call('POST', `element/${found[ELEMENT]}/value`, { text: path });
      },
      async close() {
        await call('DELETE', '');
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

async function begin(address) {
  await untilItListens(address);
  const { sessionId, capabilities } = await send('POST', `${address}/session`, {
    capabilities: { alwaysMatch: { timeouts: { script: PATIENCE } } },
  });
  const session = `${address}/session/${sessionId}`;
  const call = (method, path, body) => send(method, path ? `${session}/${path}` : session, body);
  return { call, capabilities };
}

async function send(method, address, body) {
  const response = await fetch(address, {
    method,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Failure(`WebKit: ${value.error}: ${value.message}`);
  return value;
}

async function untilItListens(address) {
  for (let tries = 0; tries < 60; tries++) {
    const answer = await fetch(`${address}/status`).catch(() => null);
    if (answer) return;
    await wait(500);
  }
  throw new Failure('WebKitWebDriver does not start.');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
