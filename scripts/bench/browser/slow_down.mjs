import { setTimeout as sleep } from 'node:timers/promises';

const TURN = 4; // milliseconds that the pages run in a row
const LOOK = 25; // turns after which to look for new processes

/**
 * Slows every thread of a browser's pages. DevTools' own slow-down spares workers, and there all
 * the work is done that is measured here.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {number} factor 4 lets them run a quarter of the time
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function slowDown(browser, factor) {
  const session = await browser.newBrowserCDPSession();
  let isOver = false;
  let pids = [];

  async function pace() {
    for (let turn = 0; !isOver; turn++) {
      if (turn % LOOK === 0) pids = await pagesOf(session);
      const start = performance.now();
      await sleep(TURN);
      signal(pids, 'SIGSTOP');
      const ran = performance.now() - start;
      await sleep(ran * (factor - 1));
      signal(pids, 'SIGCONT');
    }
  }

  const pacing = pace();
  return async () => {
    isOver = true;
    await pacing;
    await session.detach();
  };
}

/** @returns {Promise<number[]>} the processes that run a browser's pages and their workers */
export async function pagesOf(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // it ended meanwhile
    }
  }
}
