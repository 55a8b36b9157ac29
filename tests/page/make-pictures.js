import { crc32, deflateSync } from 'node:zlib';

/** Colour types of PNG. */
const CHANNELS = { grey: [0, 1], rgb: [2, 3], palette: [3, 1], greyAlpha: [4, 2], rgba: [6, 4] };
