/**
 * @param {string} id
 * @returns {HTMLElement} the element that `index.html` has under this id
 */
export const byId = (id) => document.getElementById(id);

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] of the element; `dataset` is merged
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(tag, { dataset = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

/**
 * Writes a text, but not again if it stands there already: that would lay out the page for
 * nothing, many times a second while a camera is on.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {string} token the name of a colour in `tokens.css`, as in '--accent'
 * @returns {string} the colour that it stands for in the theme of the moment
 */
export function colourOf(token) {
  const probe = document.body.appendChild(make('span', { hidden: true }));
  probe.style.setProperty('color', `var(${token})`);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...SVGElement} children
 * @returns {SVGElement}
 */
export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
