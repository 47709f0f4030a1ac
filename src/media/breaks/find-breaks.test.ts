import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cut, findBreaks } from './find-breaks.ts';

/** Cuts of half a second around these seconds. */
function cutsAt(...seconds: number[]): Cut[] {
  return seconds.map(at => ({ fromMs: at * 1000 - 250, toMs: at * 1000 + 250 }));
}

function timesOf(cuts: readonly Cut[]): number[][] {
  return findBreaks(cuts).map(all => all.map(({ fromMs, toMs }) => (fromMs + toMs) / 2000));
}

describe('a break', () => {
  test('is a row of spots of five seconds, or of several times as much', () => {
    expect(timesOf(cutsAt(600, 630, 650.4, 665, 695.3))).toEqual([[600, 630, 650.4, 665, 695.3]]);
  });

  test('passes over what is black and silent in the middle of a spot', () => {
    expect(timesOf(cutsAt(600, 607, 630, 642.4, 660, 690))).toEqual([[600, 630, 660, 690]]);
  });

  test('may have one spot of an odd length', () => {
    expect(timesOf(cutsAt(600, 630, 660, 677.5, 707.5))).toEqual([[600, 630, 660, 677.5, 707.5]]);
  });

  test('does not reach into the film', () => {
    expect(timesOf(cutsAt(557, 600, 630, 660, 690, 752))).toEqual([[600, 630, 660, 690]]);
  });

  test('comes more than once', () => {
    expect(timesOf(cutsAt(600, 630, 660, 690, 1500, 1520, 1540, 1560))).toHaveLength(2);
  });
});

describe('no break', () => {
  test.each([
    ['where there are no cuts', []],
    ['of two spots', [600, 630, 660]],
    ['so short that it is none', [600, 605, 610, 615]],
    ['where cuts lie anywhere', [600, 617.3, 649.1, 661.7, 683.9, 701.2]],
    ['where spots are minutes long', [600, 700, 800, 900, 1000]],
  ])('%s', (_, seconds) => {
    expect(timesOf(cutsAt(...seconds))).toEqual([]);
  });

  test('of more than a quarter of an hour', () => {
    expect(timesOf(cutsAt(...Array.from({ length: 60 }, (_, n) => n * 30)))).toEqual([]);
  });
});

test('breaks are in order, apart from one another, and made of the cuts that were given', () => {
  const spacing = fc.oneof(
    fc.constantFrom(5, 10, 15, 20, 30),
    fc.double({ min: 0.1, max: 200, noNaN: true }),
  );
  const isInOrder = fc.property(fc.array(spacing, { maxLength: 60 }), spacings => {
    let at = 0;
    const cuts = cutsAt(...spacings.map(seconds => (at += seconds)));
    const found = findBreaks(cuts).flat();
    const places = found.map(cut => cuts.indexOf(cut));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
  fc.assert(isInOrder);
});
