/**
 * @param {Uint8Array[]} parts
 * @returns {Uint8Array} one behind the other, in a buffer of their own
 */
export function concatenate(parts) {
  const [first] = parts;
  if (parts.length === 1 && first.length === first.buffer.byteLength) return first;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
