import { readdirSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';

const folder = new URL('../../web/model/cifar10/', import.meta.url);

/**
 * The published model as somebody else's, packed into a zip.
 *
 * @param {(files: Record<string, Uint8Array>) => void} [damage] changes the files
 * @returns {{name: string, mimeType: string, buffer: Buffer}} for a file input
 */
export function packModel(damage = () => {}) {
  const files = {};
  for (const name of readdirSync(folder)) {
    if (/\.(json|bin)$/.test(name))
      files[name] = new Uint8Array(readFileSync(new URL(name, folder)));
  }
  editJson(files, 'metadata.json', (metadata) => {
    metadata.name = 'mine';
    metadata.title = { en: '<b>My things</b>' };
  });
  damage(files);
  return packFiles(files);
}

/**
 * @param {Record<string, Uint8Array>} files
 * @returns {{name: string, mimeType: string, buffer: Buffer}} for a file input
 */
export function packFiles(files) {
  const buffer = Buffer.from(zipSync({ 'my-things': files }, { level: 0 }));
  return { name: 'my-things.zip', mimeType: 'application/zip', buffer };
}

/** @param {Record<string, Uint8Array>} files @param {string} name @param {(json: any) => void} edit */
export function editJson(files, name, edit) {
  const json = JSON.parse(Buffer.from(files[name]).toString());
  edit(json);
  files[name] = new Uint8Array(Buffer.from(JSON.stringify(json)));
}
