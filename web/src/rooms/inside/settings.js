import { make } from '../../views/dom.js';

const STRIDES = [1, 2, 3];
const PADDINGS = ['same', 'valid'];

/**
 * How the window moves, and what is done with the sums.
 *
 * @param {object} language from `createLanguage`
 * @param {{stride: number, padding: string, relu: boolean, pool: boolean}} settings to begin with
 * @param {(change: object) => void} onChange told the settings that changed
 */
export function createSettings(language, settings, onChange) {
  const current = { ...settings };
  const renders = [];

  function change(next) {
    Object.assign(current, next);
    render();
    onChange(next);
  }

  function makeSet(key, ...children) {
    const legend = make('legend');
    renders.push(() => {
      legend.textContent = language.text(key);
    });
    return make('fieldset', { className: 'inside-set' }, legend, ...children);
  }

  function makeChoice(name, values) {
    const buttons = values.map((value) => {
      const button = make('button', { type: 'button', className: 'inside-choice' });
      button.onclick = () => change({ [name]: value });
      return { button, value };
    });
    const label = make('span', { className: 'inside-label', id: `inside-${name}` });
    const group = make('div', { className: 'inside-choices', role: 'group' });
    group.setAttribute('aria-labelledby', label.id);
    group.append(label, ...buttons.map(({ button }) => button));
    const hint = make('p', { className: 'inside-hint' });
    renders.push(() => {
      label.textContent = language.text(`inside.${name}`);
      for (const { button, value } of buttons) {
        button.textContent =
          typeof value === 'number'
            ? language.number(value)
            : language.text(`inside.${name}.${value}`);
        button.ariaPressed = current[name] === value;
      }
      hint.textContent = language.text(`inside.${name}.${current[name]}.does`);
    });
    return make('div', { className: 'inside-setting' }, group, hint);
  }

  function makeSwitch(name) {
    const box = make('input', { type: 'checkbox', checked: current[name] });
    box.onchange = () => change({ [name]: box.checked });
    const words = make('span');
    const hint = make('p', { className: 'inside-hint', id: `inside-${name}-does` });
    box.setAttribute('aria-describedby', hint.id);
    renders.push(() => {
      words.textContent = language.text(`inside.${name}`);
      hint.textContent = language.text(`inside.${name}.does`);
    });
    const label = make('label', { className: 'inside-switch' }, box, words);
    return make('div', { className: 'inside-setting' }, label, hint);
  }

  function render() {
    for (const each of renders) each();
  }

  const elements = [
    makeSet('inside.moves', makeChoice('stride', STRIDES), makeChoice('padding', PADDINGS)),
    makeSet('inside.after', makeSwitch('relu'), makeSwitch('pool')),
  ];
  language.follow(render);
  return { elements };
}
