import { make, makeSvg } from '../../views/dom.js';
import { createLarge } from './large.js';
import { makeMade } from './made.js';
import { factsOf, sentenceOf, sourcesOf, titleOf, writeShape } from './words.js';

/**
 * The layers of a model: one at a time, with steps back and forth and a list to choose from.
 *
 * @param {object} language from `createLanguage`
 * @param {(place: number) => void} onStep
 */
export function createWalkView(language, onStep) {
  const title = make('h2', { id: 'inside-walk' });
  const lead = make('p', { className: 'inside-lead' });
  const waiting = make('p', { className: 'inside-hint' });
  const back = makeArrow('m14.5 6-6 6 6 6', () => onStep(place - 1));
  const forth = makeArrow('m9.5 6 6 6-6 6', () => onStep(place + 1));
  const list = make('select', {
    className: 'walk-list',
    onchange: () => onStep(Number(list.value)),
  });
  const name = make('h3');
  const sentence = make('p');
  const facts = make('p', { className: 'inside-hint' });
  const words = make('div', { className: 'walk-words' }, name, sentence, facts);
  const large = createLarge(language);
  const made = make('div', { className: 'walk-made' });
  const body = make('div', { className: 'walk-body' }, large.element, made);
  const stepper = make('div', { className: 'walk-steps' }, back, list, forth);
  const walk = make('div', { className: 'walk' }, stepper, words, body);
  const element = make('section', { className: 'inside-part' }, title, lead, waiting, walk);
  let way = null;
  let place = 0;
  let shown = null; // what the layer at `place` has made, as soon as it is there
  element.setAttribute('aria-labelledby', title.id);
  list.dataset.testid = 'layers';
  words.setAttribute('role', 'status');
  language.follow(render);

  function render() {
    title.textContent = language.text('inside.walk');
    waiting.textContent = language.text('inside.walk.waiting');
    list.ariaLabel = language.text('inside.walk.list');
    back.ariaLabel = back.title = language.text('inside.walk.back');
    forth.ariaLabel = forth.title = language.text('inside.walk.forth');
    walk.hidden = lead.hidden = !way;
    waiting.hidden = Boolean(way);
    if (!way) return;
    const model = language.label(way.metadata.title);
    lead.textContent = language.text('inside.walk.lead', { model, count: way.layers.length });
    list.replaceChildren(
      ...way.layers.map((layer, i) => {
        const option = `${i + 1}. ${titleOf(language, layer)}`;
        const shape = writeShape(language, layer.shape);
        return make('option', { value: i, textContent: `${option} · ${shape}` });
      }),
    );
    renderStep();
  }

  function renderStep() {
    const layer = way.layers[place];
    list.value = place;
    back.disabled = place === 0;
    forth.disabled = place === way.layers.length - 1;
    name.textContent = `${place + 1}. ${titleOf(language, layer)}`;
    sentence.textContent = [sentenceOf(language, layer), sourcesOf(language, layer, place)].join(
      ' ',
    );
    facts.textContent = factsOf(language, layer);
    made.ariaBusy = shown === null;
    if (!shown) return;
    large.showPicture(way.seen);
    const { classes } = way.metadata;
    const look = { ...shown, layer, names: classes.map(({ labels }) => language.label(labels)) };
    made.replaceChildren(makeMade(language, look, (map) => large.showMap(way.seen, map)));
  }

  return {
    element,

    /** There is no way yet: the model or the picture is not there. */
    showWaiting() {
      way = shown = null;
      place = 0;
      made.replaceChildren();
      list.replaceChildren();
      render();
    },

    /** @param {{metadata: object, seen: Float32Array, layers: object[]}} next */
    showWay(next) {
      way = next;
      render();
    },

    /** @param {number} next place of the layer; what it makes follows */
    showStep(next) {
      place = next;
      shown = null;
      renderStep();
    },

    /**
     * @param {number} at place of the layer
     * @param {object} what it made, as from `lookAt`
     */
    showMade(at, what) {
      if (at !== place) return;
      shown = what;
      renderStep();
    },
  };
}

function makeArrow(d, onclick) {
  const icon = makeSvg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  icon.append(makeSvg('path', { d }));
  return make('button', { type: 'button', className: 'button player-button', onclick }, icon);
}
