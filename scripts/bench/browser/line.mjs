import { setTimeout as sleep } from 'node:timers/promises';

const PIECE = 4096; // bytes, so that several answers share the line

/**
 * A line between server and browser. Slow on this side, since the browser's own brake spares what
 * workers load.
 *
 * @typedef {{send: (body: Buffer, response: import('node:http').ServerResponse) => Promise<void>}} Line
 *
 * @param {object} options
 * @param {number} options.megabits a second
 * @param {number} options.roundTrip milliseconds until an answer begins
 * @returns {Line}
 */
export function createLine({ megabits, roundTrip }) {
  const pieceTime = (bytes) => (bytes * 8) / (megabits * 1000); // milliseconds
  let free = 0; // when the line is next

  return {
    async send(body, response) {
      await sleep(roundTrip);
      for (let at = 0; at < body.length && !response.destroyed; at += PIECE) {
        const piece = body.subarray(at, at + PIECE);
        free = Math.max(free, performance.now()) + pieceTime(piece.length);
        const wait = free - performance.now();
        if (wait > 1) await sleep(wait);
        response.write(piece);
      }
    },
  };
}
