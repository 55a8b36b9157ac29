import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Of packages that ship no licence file.
const HOLDERS = {
  '@cfworker/json-schema': 'Jeremy Danyow',
  '@lobehub/fluent-emoji-3d': 'Microsoft Corporation (Fluent Emoji), 2023 LobeHub (package)',
  '@tensorflow/tfjs-backend-cpu': 'Google LLC',
  '@tensorflow/tfjs-backend-wasm': 'Google LLC',
  '@tensorflow/tfjs-backend-webgl': 'Google LLC',
  '@tensorflow/tfjs-backend-webgpu': 'Google LLC',
  '@tensorflow/tfjs-converter': 'Google LLC',
  '@tensorflow/tfjs-core': 'Google LLC',
  '@tensorflow/tfjs-layers': 'Google LLC',
  seedrandom: 'David Bau',
};

// Inside programs, where no package.json tells of it.
const ADDITIONS = { '@tensorflow/tfjs-backend-wasm': licence('wasm-runtime') };

/**
 * @param {Iterable<string>} folders of npm packages
 * @returns {string} every package's name, version, licence and copyright; a text that several
 *   share stands there once
 * @throws {Error} when a package ships no licence and HOLDERS does not name its maker
 */
export function noticesText(folders) {
  const sharers = new Map();
  for (const folder of [...folders].sort()) {
    const { title, texts } = notice(folder);
    for (const text of texts) sharers.set(text, [...(sharers.get(text) ?? []), title]);
  }
  const parts = [...sharers].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  const line = `\n${'-'.repeat(80)}\n\n`;
  return ['The built page of Kilas contains the following packages.\n', ...parts].join(line);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const own = ownLicence(folder);
  const [first, ...others] = own ? [own] : templates(name, license);
  const texts = [[first, ADDITIONS[name]].filter(Boolean).join('\n\n'), ...others];
  return { title: `${name} ${version} (${license})`, texts };
}

function ownLicence(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file && readFileSync(join(folder, file), 'utf8').trim();
}

function templates(name, license) {
  const holder = HOLDERS[name];
  const licences = license.split(' AND ');
  if (!holder || !licences.every((part) => ['MIT', 'Apache-2.0'].includes(part))) {
    throw new Error(
      `${name} (${license}) ships no licence file: name its maker in scripts/notices/text.mjs`,
    );
  }
  return licences.map((part) => licence(part).replace('{holder}', holder));
}

function licence(name) {
  return readFileSync(new URL(`./licences/${name}.txt`, import.meta.url), 'utf8').trim();
}
