import { make } from '../../views/dom.js';
import { rangeOf, splitMaps } from './maps.js';
import { makeBars, makeSingle, makeSquare } from './numbers.js';
import { greyScale, PICTURE_SCALE } from './paint.js';
import { makeTiles } from './tiles.js';

const COLOURS = ['red', 'green', 'blue'];

/**
 * What a layer has made of the picture: maps, numbers of classes, many numbers or one.
 *
 * @param {object} language from `createLanguage`
 * @param {object} look as from `lookAt`, with `layer` and the `names` of the classes
 * @param {(map: object) => void} onMap told the map that is tapped, as `showMap` wants it
 * @returns {HTMLElement}
 */
export function makeMade(language, look, onMap) {
  const { shape, values, names, layer } = look;
  if (shape.length === 3) return makeMaps(language, look, onMap);
  if (shape.length === 0 || values.length === 1) return makeSingle(language, values[0]);
  const isOfClasses = layer.roles.includes('probabilities') || layer.roles.includes('logits');
  return isOfClasses ? makeBars(language, values, names) : makeSquare(language, values);
}

function makeMaps(language, { shape, values, grid, filters, names, layer }, onMap) {
  const maps = splitMaps(shape, values);
  const isPicture = layer.kind === 'input' && maps.length === COLOURS.length;
  const colours = COLOURS.map((name) => language.text(`inside.colour.${name}`));
  const titles = isPicture ? colours : layer.roles.includes('class_maps') ? names : null;
  const { least, most } = rangeOf(values);
  const isOfBytes = isPicture && least >= 0 && most > 1; // some models are given -1 to 1
  const scale = isOfBytes ? PICTURE_SCALE : greyScale(values);
  const titleOf = (index) =>
    titles?.[index] ?? language.text('inside.map', { number: index + 1, count: maps.length });
  const hint = language.text('inside.maps', {
    low: language.number(scale.low, { maximumFractionDigits: 1 }),
    high: language.number(scale.high, { maximumFractionDigits: 1 }),
  });
  const tiles = makeTiles(language, {
    maps,
    scale,
    titleOf,
    isNamed: titles !== null,
    onTap: (index) => onMap({ map: maps[index], grid, title: titleOf(index), filters, index }),
  });
  return make('div', {}, make('p', { className: 'inside-hint', textContent: hint }), tiles);
}
