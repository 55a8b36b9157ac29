import { makeFigures } from '../measures/figures.js';

/**
 * The figures that a model brings along.
 *
 * @param {object} language from `createLanguage`
 * @param {object} metrics from metadata; what older models do not say is left out
 * @returns {HTMLElement}
 */
export function makeCardFigures(language, metrics) {
  const { photos, unseen } = metrics;
  const figures = [
    ['accuracy', metrics.accuracy, { count: metrics.test_pictures }],
    ['calibration', metrics.expected_calibration_error],
    ['rejected', metrics.rejected],
    [
      'photos',
      photos?.accuracy,
      photos && {
        count: photos.pictures,
        low: language.figure(photos.interval[0]),
        high: language.figure(photos.interval[1]),
      },
    ],
    ['photos.auroc', photos?.auroc],
    ['unseen', unseen?.auroc, { count: unseen?.pictures }],
  ];
  return makeFigures(
    figures
      .filter(([, share]) => share !== undefined)
      .map(([key, share, values]) => ({
        title: language.text(`card.${key}`),
        value: language.figure(share),
        hint: language.text(`card.${key}.hint`, values),
      })),
  );
}
