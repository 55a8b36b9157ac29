import { make } from '../dom.js';

/**
 * The figures of the test, each with a line that says what it means.
 *
 * @param {object} language from `createLanguage`
 * @param {object} metrics from metadata
 * @returns {HTMLElement}
 */
export function makeFigures(language, metrics) {
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
  return make(
    'dl',
    { className: 'card-figures' },
    ...figures
      .filter(([, share]) => share !== undefined)
      .map(([key, share, values]) =>
        make(
          'div',
          {},
          make('dt', { textContent: language.text(`card.${key}`) }),
          make(
            'dd',
            {},
            make('span', { className: 'card-figure', textContent: language.figure(share) }),
            make('span', {
              className: 'card-hint',
              textContent: language.text(`card.${key}.hint`, values),
            }),
          ),
        ),
      ),
  );
}
