/**
 * @param {string[]} heads
 * @param {(string | number)[][]} rows
 * @returns {string} a table in Markdown
 */
export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${' --- |'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

export const COMPARED = ['Pictures', 'Same class', 'Largest difference', 'Mean difference'];

/**
 * @param {object} result of `compare` in tests/verify/
 * @returns {(string | number)[]} the cells under `COMPARED`
 */
export const comparedCells = ({ pictures, sameClass, largest, mean }) => [
  pictures,
  sameClass,
  largest.toExponential(1),
  mean.toExponential(1),
];
