import { expect, test } from 'vitest';
import { linkTo } from '../../web/src/link.js';

test('a link carries the settings and drops whatever else the address held', () => {
  const link = linkTo('https://example.org/kilas/?lang=id&utm=1#top', {
    model: 'photos & more',
    lang: 'en',
    backend: null,
  });
  expect(link).toBe('https://example.org/kilas/?model=photos+%26+more&lang=en');
});
