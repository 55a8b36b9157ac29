import { connect } from 'node:net';
import { Failure } from './failure.mjs';

const DEFAULT_PORT = 8080;

/**
 * @param {string | undefined} value of the environment variable PORT
 * @returns {number} 1 to 65535; 8080 when nothing was asked for
 * @throws {Failure} when the value is no port
 */
export function parsePort(value) {
  if (value === undefined || value.trim() === '') return DEFAULT_PORT;
  const port = /^\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (port >= 1 && port <= 65535) return port;
  throw new Failure(`PORT is '${value}', which is no port. ${another(DEFAULT_PORT)}`);
}

/**
 * @param {number} port
 * @throws {Failure} when a program already answers there
 */
export async function requireFreePort(port) {
  const taken = await Promise.all(['127.0.0.1', '::1'].map((host) => answers(host, port)));
  if (taken.includes(true)) throw portFailure(port, 'EADDRINUSE');
}

/**
 * @param {number} port
 * @param {string} code of the error, such as 'EADDRINUSE'
 * @returns {Failure} a sentence about a server that could not start
 */
export function portFailure(port, code) {
  const reasons = {
    EADDRINUSE: `Port ${port} is taken by another program (or by another 'npm start').`,
    EACCES: `Port ${port} may only be opened by an administrator.`,
  };
  const reason = reasons[code] ?? `Port ${port} could not be opened (${code}).`;
  return new Failure(`${reason} ${another(port)}`);
}

function another(port) {
  const free = port >= 1024 && port < 65535 ? port + 1 : DEFAULT_PORT;
  const command =
    process.platform === 'win32' ? `set "PORT=${free}" && npm start` : `PORT=${free} npm start`;
  return `Choose a number from 1 to 65535, for example: ${command}`;
}

function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true) || socket.destroy());
    socket.once('error', () => resolve(false));
  });
}
