import { toTensor } from '../../inference/decode.js';

export const SIDE = 24; // pixels: few enough to be told apart, enough to see what it is

/**
 * A picture in a few pixels of grey, in whole numbers as in a picture file.
 *
 * @param {Blob} file
 * @param {{left: number, top: number, side: number}} [part] as for `toTensor`
 * @returns {Promise<import('./convolve.js').Plane>} `SIDE` by `SIDE`, 0 black to 255 white
 * @throws {Fault} `picture-…`
 */
export async function readGrey(file, part) {
  const { tensor } = await toTensor(file, { size: SIDE, background: [255, 255, 255] }, part);
  return { rows: SIDE, columns: SIDE, values: toGrey(tensor) };
}

/**
 * How bright a colour looks to the eye, by ITU-R BT.601.
 *
 * @param {Float32Array} rgb pixel after pixel, 0 to 255
 * @returns {Float64Array} a whole number for each pixel
 */
export function toGrey(rgb) {
  return Float64Array.from({ length: rgb.length / 3 }, (_, i) =>
    Math.round(0.299 * rgb[i * 3] + 0.587 * rgb[i * 3 + 1] + 0.114 * rgb[i * 3 + 2]),
  );
}
