/**
 * @param {Uint8Array[]} parts
 * @returns {Uint8Array} one behind the other, in a buffer of its own
 */
export function concatenate(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
