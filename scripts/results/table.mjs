import { Failure } from '../setup/failure.mjs';

const START = '<!-- results:start -->';
const END = '<!-- results:end -->';

const COLUMNS = [
  ['Model', ({ title }) => title.en],
  ['Accuracy', ({ metrics }) => percent(metrics.accuracy)],
  ['Calibration error', ({ metrics }) => percent(metrics.expected_calibration_error)],
  ['Test pictures', ({ metrics }) => metrics.test_pictures.toLocaleString('en')],
  ['Unseen things, AUROC', ({ metrics }) => metrics.unseen?.auroc.toFixed(3) ?? ''],
  ['Photos', ({ metrics }) => photos(metrics.photos)],
  ['Photos, AUROC', ({ metrics }) => metrics.photos?.auroc?.toFixed(3) ?? ''],
  ['Download', ({ files }) => megabytes(files)],
  ['Command', ({ metrics }) => `\`${metrics.command}\``],
  ['Commit', ({ metrics }) => `\`${metrics.commit}\``],
  ['Hardware', ({ metrics }) => metrics.hardware],
  ['Date', ({ metrics }) => metrics.date],
  ['Seed', ({ metrics }) => metrics.seed],
];

/**
 * @param {object[]} models the metadata.json of each, as metadata.schema.json describes it
 * @returns {string} a Markdown table: each figure, and how it came about
 */
export function resultsTable(models) {
  const measured = models.filter(({ metrics }) => metrics);
  return [
    COLUMNS.map(([head]) => head),
    COLUMNS.map(() => '---'),
    ...measured.map((model) => COLUMNS.map(([, cellOf]) => cellOf(model))),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
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

function photos(figures) {
  if (!figures) return '';
  const [low, high] = figures.interval.map((share) => Math.round(100 * share));
  return `${(100 * figures.accuracy).toFixed(1)} % of ${figures.pictures} (${low} to ${high} %)`;
}

function megabytes(files) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
