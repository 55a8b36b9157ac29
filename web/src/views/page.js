import { LANGUAGES } from '../language.js';
import { byId, make } from './dom.js';

/**
 * What belongs to the page as a whole: its language, its colours, its fixed
 * texts, the help, and the sentence for those who opened it from disk.
 *
 * @param {object} options
 * @param {object} options.language from `createLanguage`
 * @param {string | null} options.theme 'light', 'dark', or null for the system's
 * @param {(theme: string) => void} options.onTheme told of the visitor's choice
 * @param {(code: string) => void} options.onLanguage told of the visitor's choice
 */
export function createPage({ language, theme, onTheme, onLanguage }) {
  byId('not-started').remove();
  const help = byId('help');
  let model = null;
  const languages = byId('language');
  languages.append(
    ...Object.entries(LANGUAGES).map(([code, texts]) =>
      make('option', { value: code, textContent: texts['language.name'], lang: code }),
    ),
  );
  languages.onchange = () => {
    language.change(languages.value);
    onLanguage(languages.value);
  };

  const showTheme = (name) => {
    document.documentElement.dataset.theme = name;
    const { backgroundColor } = getComputedStyle(document.body);
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      meta.content = backgroundColor; // of the bars around the page
    }
  };
  if (theme) showTheme(theme);
  byId('theme').onclick = () => {
    const next = isDark() ? 'light' : 'dark';
    showTheme(next);
    onTheme(next);
  };

  const openHelp = () => help.showModal();
  byId('help-open').onclick = openHelp;
  byId('help-close').onclick = () => help.close();

  language.follow(() => {
    document.documentElement.lang = language.code;
    document.title = language.text('page.title');
    languages.value = language.code;
    for (const element of document.querySelectorAll('[data-text]')) {
      element.textContent = language.text(element.dataset.text);
    }
    for (const element of document.querySelectorAll('[data-label]')) {
      element.ariaLabel = language.text(element.dataset.label);
    }
    renderModel();
  });

  return {
    openHelp,

    /** @param {boolean} isOver whether files hover over the page */
    showDrag(isOver) {
      byId('drop').hidden = !isOver;
    },

    /** @param {object} metadata of the model: how well it did in its test */
    showModel(metadata) {
      model = metadata;
      renderModel();
    },
  };

  function renderModel() {
    byId('card-open').hidden = !model;
    if (!model) return;
    const { classes, input, metrics } = model;
    byId('help-about').textContent = language.text('help.about', {
      count: language.count(classes.length),
      size: input.size,
    });
    byId('tested').textContent = metrics
      ? language.text('page.tested', {
          accuracy: language.figure(metrics.accuracy),
          count: metrics.test_pictures,
        })
      : '';
  }
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}
