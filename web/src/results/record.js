/**
 * The results as `python -m training predict --json` gives them, in one array. What still waits
 * is left out.
 *
 * @param {object[]} items
 * @param {object} language from `createLanguage`, for what went wrong
 * @returns {string} JSON, an object a line
 */
export function toJson(items, language) {
  const lines = items
    .filter(({ answer, fault }) => answer || fault)
    .map((item) => JSON.stringify(record(item, language)));
  return `[\n${lines.join(',\n')}\n]\n`;
}

function record({ name, answer, fault }, language) {
  if (fault) return { file: name, error: language.sentence(fault) };
  const predictions = answer.predictions.map((entry) => ({
    label: entry.name,
    probability: entry.probability,
  }));
  const { confidence, rejected } = answer;
  return { file: name, ...predictions[0], confidence, rejected, predictions };
}
