/** Tables as text for spreadsheets, after RFC 4180. */

const BYTE_ORDER_MARK = '\ufeff'; // or Excel takes the text for one in an old code page

/**
 * @param {(string | number | boolean)[][]} rows
 * @returns {string}
 */
export function writeCsv(rows) {
  const lines = rows.map((row) => `${row.map(cell).join(',')}\r\n`);
  return BYTE_ORDER_MARK + lines.join('');
}

// Spreadsheets run as a formula what begins like one, even in quotes; file names come from
// anywhere. The full-width signs count for them, too.
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

function cell(value) {
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {string} text
 * @returns {string[][]} rows of cells; empty lines are left out
 */
export function readCsv(text) {
  const rows = [[]];
  // A cell, in quotes or not, and what ends it.
  const cells = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/g;
  for (const [, quoted, plain, end] of text.replace(BYTE_ORDER_MARK, '').matchAll(cells)) {
    const isOver = end === '' && plain === '' && rows.at(-1).length === 0;
    if (isOver) break;
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.some((value) => value !== ''));
}
