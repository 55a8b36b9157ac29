import { readFileSync } from 'node:fs';
import { excesses, weigh } from './check.mjs';
import { groupFiles } from './groups.mjs';

const LIMITS = new URL('../budget.json', import.meta.url);
const RUNTIME = 'runtime-';

/**
 * Vite plugin that lets the build fail when the page has grown past scripts/budget.json.
 *
 * @returns {import('vite').Plugin}
 */
export function budget() {
  return {
    name: 'budget',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true, // after the models are there
      handler({ dir }) {
        const limits = JSON.parse(readFileSync(LIMITS, 'utf8'));
        const runtimes = Object.keys(limits).filter((name) => name.startsWith(RUNTIME));
        const backends = runtimes.map((name) => name.slice(RUNTIME.length));
        const sentences = excesses(weigh(dir, groupFiles(dir, backends)), limits);
        if (sentences.length === 0) return;
        this.error(
          `${sentences.join('\n')}\nMake it lighter, or raise the limit in scripts/budget.json and say why.`,
        );
      },
    },
  };
}
