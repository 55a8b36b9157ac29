const FROM_HERE = 1e-6; // what is smaller is written as 0

/**
 * Writes a number as `Intl.NumberFormat` would, whose first number takes tens of milliseconds
 * in a fresh page, and on a phone several times that, amid a visitor's first second.
 *
 * @param {number} value finite
 * @param {{point: string, group: string, percent: string}} marks of the language; `percent` has a
 *   gap for the {number}
 * @param {object} [options] as those of `Intl.NumberFormat`
 * @param {'decimal' | 'percent'} [options.style]
 * @param {number} [options.minimumFractionDigits]
 * @param {number} [options.maximumFractionDigits] 3 unless told otherwise, 0 for a percentage
 * @param {boolean} [options.useGrouping]
 * @returns {string}
 */
export function writeNumber(value, marks, options = {}) {
  const { style, minimumFractionDigits: least = 0, useGrouping = true } = options;
  const isPercent = style === 'percent';
  const most = options.maximumFractionDigits ?? (isPercent ? 0 : 3);

  const digits = String(shifted(value, isPercent ? most + 2 : most)).padStart(most + 1, '0');
  const whole = digits.slice(0, digits.length - most);
  const fraction = digits.slice(whole.length).replace(/0+$/, '').padEnd(least, '0');
  const sign = value < 0 && /[1-9]/.test(digits) ? '-' : '';
  const grouped = useGrouping ? whole.replace(/\B(?=(\d{3})+$)/g, marks.group) : whole;
  const number = sign + grouped + (fraction && marks.point + fraction);
  return isPercent ? marks.percent.replace('{number}', number) : number;
}

/** The size of a number, its point moved to the right in decimal, where 1.005 is a half above 1. */
function shifted(value, places) {
  const size = Math.abs(value);
  return size < FROM_HERE ? 0 : Math.round(Number(`${size}e${places}`));
}
