import { PARTS } from './parts.mjs';

/**
 * @param {Record<string, object | null>} results by the name of the part; null if never run
 * @returns {{proved: boolean, sentence: string}}
 */
export function verdict(results) {
  const faults = Object.entries(results).flatMap(([name, result]) => faultsOf(name, result));
  if (faults.length === 0) return { proved: true, sentence: 'Proved: every requirement holds.' };
  return { proved: false, sentence: `Not proved: ${faults.join(' ')}` };
}

/**
 * @param {Record<string, object | null>} results as for `verdict`
 * @returns {string} docs/verification.md
 */
export function report(results) {
  const parts = Object.entries(results).map(([name, result]) => section(name, result));
  return `# Verification

\`npm run verify\` writes this; \`npm run verify -- --only <part>\` renews one part and leaves the
others as they were.

**${verdict(results).sentence}**

${parts.join('\n\n')}
`;
}

function faultsOf(name, result) {
  const { title, faults } = PARTS[name];
  if (!result) return [`${title}: not run.`];
  if (result.brokeOff) return [`${title}: broke off.`];
  return faults(result).map((fault) => `${title}: ${fault}`);
}

function section(name, result) {
  const { title, markdown } = PARTS[name];
  const head = `## ${title}\n\n`;
  if (!result) return `${head}Not run: \`npm run verify -- --only ${name}\`.`;
  const { date, commit, machine, brokeOff } = result;
  const where = `*${date}, commit \`${commit}\`, ${machine}*\n\n`;
  return head + where + (brokeOff ? `Broke off: ${brokeOff}` : markdown(result));
}
