const ACTIVATIONS = { Relu: 'ReLU', Relu6: 'ReLU6', LeakyRelu: 'Leaky ReLU', Elu: 'ELU' };
const TOLD_CURVES = ['relu', 'relu6', 'softmax'];
const TOLD_ROLES = ['class_maps', 'embedding', 'logits', 'probabilities', 'confidence'];

const activation = (name) => ACTIVATIONS[name] ?? name;

/**
 * What a layer is called.
 *
 * @param {object} language from `createLanguage`
 * @param {object} layer from `describeLayers`
 * @returns {string}
 */
export function titleOf(language, { kind, operation, fused }) {
  const name =
    kind === 'activation' || kind === 'other'
      ? activation(operation)
      : language.text(`inside.layer.${kind}`);
  return [name, ...fused.map(activation)].join(' + ');
}

/**
 * What a layer does, and what that is good for, in a sentence or two.
 *
 * @param {object} language from `createLanguage`
 * @param {object} layer from `describeLayers`
 * @returns {string}
 */
export function sentenceOf(language, { kind, operation, fused, roles, shape }) {
  const values = { count: shape.at(-1) ?? 1, name: activation(operation) };
  const curve = (name) => name.toLowerCase();
  const isTold = (name) => TOLD_CURVES.includes(name);
  const own = kind === 'activation' && isTold(curve(operation)) ? curve(operation) : kind;
  const after = fused.map(curve).filter(isTold);
  return [
    language.text(`inside.layer.${own}.does`, values),
    ...after.map((name) => language.text(`inside.layer.${name}.does`)),
    ...TOLD_ROLES.filter((role) => roles.includes(role)).map((role) =>
      language.text(`inside.role.${role}`),
    ),
  ].join(' ');
}

/**
 * Shape and cost of a layer, in a line.
 *
 * @param {object} language from `createLanguage`
 * @param {object} layer from `describeLayers`
 * @returns {string}
 */
export function factsOf(language, { shape, weights, multiplyAdds }) {
  const isOne = shape.every((length) => length === 1);
  return [
    language.text(`inside.layer.number${isOne ? '' : 's'}`, { shape: writeShape(language, shape) }),
    ...(weights ? [language.text('inside.layer.weights', { count: weights })] : []),
    ...(multiplyAdds ? [language.text('inside.layer.multiplyAdds', { count: multiplyAdds })] : []),
  ].join(' · ');
}

/** @param {number[]} shape @returns {string} as in '30 × 30 × 24'; a single number is '1' */
export const writeShape = (language, shape) =>
  shape.map((length) => language.number(length)).join(' × ') || language.number(1);

/**
 * @param {object} language from `createLanguage`
 * @param {object} layer from `describeLayers`
 * @param {number} place of the layer among all
 * @returns {string} from where it takes, '' if that is from the layer before it
 */
export function sourcesOf(language, { sources }, place) {
  const isNext = sources.length === 1 && sources[0] === place - 1;
  if (sources.length === 0 || isNext) return '';
  const list = new Intl.ListFormat(language.code);
  const inOrder = sources.toSorted((a, b) => a - b);
  const steps = list.format(inOrder.map((source) => language.number(source + 1)));
  return language.text(`inside.layer.source${sources.length > 1 ? 's' : ''}`, { steps });
}
