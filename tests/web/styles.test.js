import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../web/styles/', import.meta.url);

/** Selectors that are a class and nothing else, in rules for every screen: `.name { … }`. */
const classesIn = (css) => [...css.matchAll(/^(\.[\w-]+) \{/gm)].map(([, name]) => name);

test('no two style sheets own the same class: a room’s stays on the page when it is left', () => {
  const owners = new Map();
  for (const file of readdirSync(folder)) {
    for (const name of classesIn(readFileSync(new URL(file, folder), 'utf8'))) {
      owners.set(name, new Set([...(owners.get(name) ?? []), file]));
    }
  }
  const shared = [...owners].filter(([, files]) => files.size > 1);
  expect(shared.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([]);
});
