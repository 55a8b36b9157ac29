import { Failure } from '../setup/failure.mjs';

const START = '<!-- results:start -->';
const END = '<!-- results:end -->';

/**
 * @param {object[]} models the metadata.json of each, as metadata.schema.json describes it
 * @returns {string} a Markdown table, and below it how each figure came about
 */
export function resultsTable(models) {
  const measured = models.filter(({ metrics }) => metrics);
  const rows = measured.map(
    ({ title, metrics, files }) =>
      `| ${title.en} | ${percent(metrics.accuracy)} | ` +
      `${percent(metrics.expected_calibration_error)} | ` +
      `${metrics.test_pictures.toLocaleString('en')} | ${megabytes(files)} |`,
  );
  const sources = measured.map(
    ({ title, metrics }) =>
      `${title.en}: \`${metrics.command}\`, seed ${metrics.seed}, commit ` +
      `\`${metrics.commit.slice(0, 10)}\`, ${metrics.hardware}, ${metrics.date}.`,
  );
  return [
    '| Model | Accuracy | Calibration error | Test pictures | Download |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...sources,
  ].join('\n');
}

/**
 * @param {string} readme
 * @param {string} table
 * @returns {string} the README with the table between its two markers
 * @throws {Failure} when the markers are missing
 */
export function replaceResults(readme, table) {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) {
    throw new Failure(`README.md needs the lines ${START} and ${END}, in this order.`);
  }
  return `${readme.slice(0, start + START.length)}\n${table}\n${readme.slice(end)}`;
}

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}

function megabytes(files) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
