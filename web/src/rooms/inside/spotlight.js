import { enlarge } from '../../inference/class-maps.js';

const SIZE = 192; // pixels of the large picture; finer than any map
const DARKEST = 0.15; // of its brightness the picture keeps where a map says nothing

/**
 * The picture as the model sees it, lit where a map says most.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} seen [size, size, 3], RGB, 0 to 255
 * @param {{rows: number, columns: number, values: Float32Array} | null} map null: light everywhere
 * @param {object | null} grid of the map, as from `gridOf`
 * @param {number} most the value that is fully lit; what is not above 0 stays dark
 */
export function paintSpotlight(canvas, seen, map, grid, most) {
  canvas.width = canvas.height = SIZE;
  const size = Math.sqrt(seen.length / 3);
  const full = most > 0 ? most : 1;
  const light = map && enlarge({ height: map.rows, width: map.columns, ...map, grid }, SIZE);
  const image = new ImageData(SIZE, SIZE);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const at = y * SIZE + x;
      const from = Math.floor((y * size) / SIZE) * size + Math.floor((x * size) / SIZE);
      const share = light ? Math.max(0, Math.min(1, light[at] / full)) : 1;
      const brightness = DARKEST + (1 - DARKEST) * share;
      for (let colour = 0; colour < 3; colour++) {
        image.data[at * 4 + colour] = seen[from * 3 + colour] * brightness;
      }
      image.data[at * 4 + 3] = 255;
    }
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}
