import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMaking, parseMaking } from './making.ts';

test('parsing a version undoes formatting it', () => {
  const making = fc.record({
    version: fc.stringMatching(/^[\w,]+$/),
    contentHash: fc.stringMatching(/^[0-9a-f]{40}$/),
    size: fc.nat(),
    modifiedAt: fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }),
  });
  const isUndone = fc.property(making, value => {
    expect(parseMaking(formatMaking(value))).toEqual(value);
  });
  fc.assert(isUndone);
});
