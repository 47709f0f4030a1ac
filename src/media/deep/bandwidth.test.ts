import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requiredBandwidth } from './bandwidth.ts';

const film = fc.array(fc.nat(50_000_000), { minLength: 1, maxLength: 30 });
const buffer = fc.constantFrom(1000, 2000, 5000, 10_000);

/** Whether a player that begins at some second with a full buffer ever has to wait. */
function waits(bitsPerSecond: readonly number[], bandwidth: number, bufferMs: number): boolean {
  return bitsPerSecond.some((_, start) => {
    let held = (bandwidth * bufferMs) / 1000;
    return bitsPerSecond.slice(start).some(bits => {
      held += bandwidth - bits;
      return held < -1;
    });
  });
}

test('it is enough, and a little less is not', () => {
  const isLeast = fc.property(film, buffer, (bits, bufferMs) => {
    const least = requiredBandwidth(bits, bufferMs);
    expect(waits(bits, least, bufferMs)).toBe(false);
    if (least > 10) expect(waits(bits, least - 2, bufferMs)).toBe(true);
  });
  fc.assert(isLeast);
});

test('the longer the buffer, the less is needed, down to nothing below the mean of the whole film', () => {
  const falls = fc.property(film, bits => {
    const needed = [1000, 2000, 5000, 10_000].map(bufferMs => requiredBandwidth(bits, bufferMs));
    expect(needed).toEqual(needed.toSorted((a, b) => b - a));
    expect(needed[0]).toBeLessThanOrEqual(Math.max(...bits));
  });
  fc.assert(falls);
});

test('an even film needs its bitrate, less what the buffer holds', () => {
  expect(requiredBandwidth(Array(600).fill(8_000_000), 1000)).toBeCloseTo((8_000_000 * 600) / 601, -1);
  expect(requiredBandwidth([], 1000)).toBe(0);
});
