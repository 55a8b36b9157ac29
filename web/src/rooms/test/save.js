import { offerFile } from '../../views/takeaway.js';
import { toCsv, toJson } from './outcome.js';
import { drawSheet } from './sheet.js';

/**
 * The ways to take the outcome of a test along. Each is given `language`, `model` (its metadata),
 * `items`, `metrics` and a `title`.
 */
export const save = {
  csv: ({ items, model }) => offer('csv', toCsv(items, model.classes), 'text/csv'),

  json({ language, model, items, metrics }) {
    offer('json', toJson({ model, items, metrics }, language), 'application/json');
  },

  async png({ language, model, metrics, title }) {
    const { classes } = model;
    offer('png', await drawSheet({ language, classes, metrics, title }), 'image/png');
  },
};

function offer(ending, content, type) {
  offerFile(new File([content], `kilas-test.${ending}`, { type }));
}
