import { createAlerts } from '../../../views/alerts.js';
import { make } from '../../../views/dom.js';
import { createAnswerView } from './answer.js';
import { createClassesView } from './classes.js';
import { createExampleView } from './example.js';
import { createQualityView } from './quality.js';
import { createStageView } from './stage.js';
import { createToolsView } from './tools.js';

/**
 * The whole room: on the left where it looks and what it answers, on the right the classes.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on as for the views that it is made of
 */
export function createRoomView(language, on) {
  const views = {
    stage: createStageView(language, on),
    answer: createAnswerView(language),
    classes: createClassesView(language, on),
    quality: createQualityView(language),
    tools: createToolsView(language, on),
    example: createExampleView(language, on),
  };
  const title = make('h2', { className: 'teach-title' });
  const lead = make('p', { className: 'teach-lead' });
  const note = make('p', { className: 'teach-note', role: 'status' });
  const alerts = make('div', { className: 'alerts teach-alerts' });
  const body = make(
    'div',
    { className: 'teach-body' },
    make('div', { className: 'teach-look' }, views.stage.element, views.answer.element),
    make(
      'div',
      { className: 'teach-side' },
      views.classes.element,
      views.quality.element,
      views.tools.element,
    ),
  );
  const element = make('div', { className: 'teach' }, title, lead, note, body, alerts);
  element.append(views.example.element);
  let why = 'teach.loading'; // it cannot be taught; null if it can
  let isLooking = false;
  let drop = null;
  element.addEventListener(
    'drop',
    ({ target }) => {
      drop = target.closest('.teach-class')?.dataset.id ?? null;
    },
    { capture: true },
  );
  language.follow(render);

  function render() {
    title.textContent = language.text('teach.title');
    lead.textContent = language.text('teach.lead');
    const said = why ?? (isLooking ? 'teach.looking' : null);
    note.textContent = said ? language.text(said) : '';
    note.hidden = !said;
    body.hidden = Boolean(said);
  }

  return {
    ...views,
    element,
    alerts: createAlerts(alerts, language),

    /** @returns {string | null} id of the class that the last drop was on; told once */
    takeDrop() {
      const last = drop;
      drop = null;
      return last;
    },

    /** @param {object | null} metadata null before there is a model @param {boolean} canBeTaught */
    showBase(metadata, canBeTaught) {
      why = canBeTaught ? null : 'teach.cannot';
      if (!metadata) why = 'teach.loading';
      render();
    },

    /** @param {boolean} isOn it looks again at what is kept; nothing else can be done meanwhile */
    showLooking(isOn) {
      isLooking = isOn;
      render();
    },
  };
}
