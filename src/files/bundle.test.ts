import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBundle, parseBundle } from './bundle.ts';

const hash = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'),
  minLength: 40,
  maxLength: 40,
});

test('a bundle lies where Plex puts it', () => {
  expect(formatBundle('a94a8fe5ccb19ba61c4c0873d391e987982fbbd3')).toBe(
    'a/94a8fe5ccb19ba61c4c0873d391e987982fbbd3.bundle',
  );
});

test('parsing undoes formatting', () => {
  fc.assert(fc.property(hash, value => parseBundle(formatBundle(value)) === value));
});

test.each([
  '',
  'a',
  'a/b.bundle',
  'g/94a8fe5ccb19ba61c4c0873d391e987982fbbd3.bundle',
  'A/…',
  'a/../x.bundle',
])('%j is no bundle', path => expect(parseBundle(path)).toBeUndefined());
