/**
 * The figures of a test in words.
 *
 * @param {object} language from `createLanguage`
 * @param {object} metrics from `measure`
 * @returns {{title: string, value: string, hint: string}[]} what there are no pictures for is
 *   left out
 */
export function figuresOf(language, metrics) {
  const { test_pictures: count, accuracy, interval, unseen } = metrics;
  const figures = [];
  const add = (title, share, hint, values) =>
    figures.push({
      title: language.text(title),
      value: language.figure(share),
      hint: language.text(hint, values),
    });

  if (count > 0) {
    const [low, high] = interval.map(language.figure);
    const right = Math.round(accuracy * count);
    add('card.accuracy', accuracy, 'test.accuracy.hint', { right, count, low, high });
    add('test.f1', metrics.macro.f1, 'test.f1.hint');
    add('card.calibration', metrics.expected_calibration_error, 'card.calibration.hint');
    add('card.rejected', metrics.rejected, 'test.rejected.hint', { count });
  }
  if (unseen) add('test.unseen', unseen.rejected, 'test.unseen.hint', { count: unseen.pictures });
  if (unseen?.auroc !== undefined) add('test.auroc', unseen.auroc, 'test.auroc.hint');
  return figures;
}
