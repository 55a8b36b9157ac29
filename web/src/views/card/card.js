import '../../../styles/card.css';
import '../../../styles/measures.css';
import { make } from '../dom.js';
import { makeConfusion } from '../measures/confusion.js';
import { makeReliability } from '../measures/reliability.js';
import { makeClasses } from './classes.js';
import { makeCardFigures } from './figures.js';
import { makeProvenance } from './provenance.js';

/**
 * What is known about the model in use: figures, mistakes, origin, limits.
 * Older models say less of themselves; what they do not say is left out.
 *
 * @param {object} language from `createLanguage`
 */
export function createCard(language) {
  let metadata = null;
  const body = make('div', { className: 'card-body' });
  const close = make('button', { type: 'button', className: 'button button-main' });
  const dialog = make('dialog', { className: 'dialog card' }, body, close);
  dialog.setAttribute('aria-labelledby', 'card-title');
  close.onclick = () => dialog.close();
  document.body.append(dialog);
  language.follow(render);

  function render() {
    close.textContent = language.text('help.close');
    if (metadata) body.replaceChildren(...parts());
  }

  function parts() {
    const { title, metrics, card = {} } = metadata;
    return [
      make('p', { className: 'card-kind', textContent: language.text('card.title') }),
      make('h2', { id: 'card-title', textContent: language.label(title) }),
      make('p', { className: 'hint', textContent: summary() }),
      ...['use', 'limits'].flatMap((part) => prose(part, card[part])),
      ...(metrics ? measured(metrics) : section('card.figures', note('card.unmeasured'))),
      ...['data', 'training'].flatMap((part) => prose(part, card[part])),
      ...section('card.provenance', makeProvenance(language, metadata)),
    ];
  }

  function summary() {
    const { classes, input, files } = metadata;
    const bytes = files.reduce((total, file) => total + file.bytes, 0);
    return language.text('card.summary', {
      count: classes.length,
      size: input.size,
      megabytes: language.number(bytes / 1e6, { maximumFractionDigits: 1 }),
    });
  }

  function measured(metrics) {
    const { accuracy_per_class: shares, confusion = [], reliability = [] } = metrics;
    const { classes } = metadata;
    return [
      ...section('card.figures', makeCardFigures(language, metrics)),
      ...(shares ? section('card.classes', makeClasses(language, classes, shares)) : []),
      ...(confusion.length > 0
        ? section('card.confusion', makeConfusion(language, classes, confusion))
        : []),
      ...(reliability.length > 0
        ? section('card.reliability', makeReliability(language, reliability))
        : []),
    ];
  }

  function prose(part, text) {
    return text ? section(`card.${part}`, make('p', { textContent: language.label(text) })) : [];
  }

  const section = (key, content) => [make('h3', { textContent: language.text(key) }), content];
  const note = (key) => make('p', { textContent: language.text(key) });

  return {
    /** @param {object} next metadata of the model in use */
    open(next) {
      metadata = next;
      render();
      dialog.showModal();
      dialog.scrollTop = 0;
    },
  };
}
