const MODULE = /^(?:\0)?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/?]+)/;

/**
 * @param {string} path of a file, as a bundler names it
 * @returns {string | null} the folder of the npm package that it comes from; null for our own
 */
export function packageOf(path) {
  return MODULE.exec(path)?.[1] ?? null;
}
