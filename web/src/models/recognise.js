/**
 * Do these files look like a model rather than pictures?
 *
 * @param {{name: string}[]} files with their paths
 * @returns {boolean} whether there is a `model.json` among them, or a lone zip
 */
export function looksLikeModel(files) {
  const isZip = files.length === 1 && /\.zip$/i.test(files[0].name);
  return isZip || files.some(({ name }) => /(^|\/)model\.json$/.test(name));
}
