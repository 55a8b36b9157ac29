const BYTE_ORDER_MARK = '\ufeff'; // or Excel takes the text for one in an old code page

/**
 * The results as a table for spreadsheets, after RFC 4180.
 *
 * @param {object[]} items
 * @returns {string} file, state, label, probability, confidence, then by name each class that is
 *   among the kept ones of a picture; what is not known has empty cells
 */
export function toCsv(items) {
  const answers = items.flatMap(({ answer }) => answer ?? []);
  const classes = [
    ...new Set(answers.flatMap(({ predictions }) => predictions.map(({ name }) => name))),
  ].sort();
  const header = ['file', 'state', 'label', 'probability', 'confidence', ...classes];
  const rows = items.map(({ name, state, answer }) => {
    if (!answer) return [name, state, ...Array(header.length - 2).fill('')];
    const [best] = answer.predictions;
    const shares = new Map(answer.predictions.map((entry) => [entry.name, entry.probability]));
    return [
      ...[name, state, best.name, best.probability, answer.confidence],
      ...classes.map((label) => shares.get(label) ?? ''),
    ];
  });
  const lines = [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`);
  return BYTE_ORDER_MARK + lines.join('');
}

// Spreadsheets run as a formula what begins like one, even in quotes; file names come from
// anywhere. The full-width signs count for them, too.
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

function cell(value) {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
