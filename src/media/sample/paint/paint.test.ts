import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPicture, type Picture } from '../picture.ts';
import { black, colour, mix, ramp, white } from './colour.ts';
import { writeText } from './letters.ts';
import { paintFade, paintGlow, paintRows } from './light.ts';
import { createNoise } from './noise.ts';
import { box, disc, fillShape } from './shapes.ts';

/** White area on black, in square heights of the picture. */
function whiteArea({ luma, height }: Picture): number {
  return luma.reduce((sum, level) => sum + (level - 16) / 219, 0) / height ** 2;
}

describe('shapes', () => {
  test('cover the area that geometry says, wherever they lie', () => {
    const inside = fc.double({ min: 0.3, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(inside, fc.double({ min: 0.3, max: 0.7, noNaN: true }), (x, y) => {
        const picture = createPicture(320, 200);
        fillShape(picture, [disc(x, y, 0.25)], white);
        expect(whiteArea(picture)).toBeCloseTo(Math.PI * 0.25 ** 2, 2);
      }),
      { numRuns: 30 },
    );
  });

  test('have holes where outlines overlap', () => {
    const picture = createPicture(200, 200);
    fillShape(picture, [box(0.1, 0.1, 0.8, 0.8), box(0.3, 0.3, 0.4, 0.4)], white);
    expect(whiteArea(picture)).toBeCloseTo(0.64 - 0.16, 3);
  });

  test('may reach beyond the picture', () => {
    const picture = createPicture(64, 64);
    fillShape(picture, [box(-3, -3, 9, 9)], white);
    expect(whiteArea(picture)).toBeCloseTo(1, 3);
    fillShape(picture, [box(2, 2, 1, 1), disc(-4, 0.5, 1)], black);
    expect(whiteArea(picture)).toBeCloseTo(1, 3);
  });

  test('let shine through what lies below', () => {
    const picture = createPicture(64, 64);
    fillShape(picture, [box(0, 0, 1, 1)], white, 0.5);
    expect(whiteArea(picture)).toBeCloseTo(0.5, 2);
  });
});

test('primary colours are those of BT.601', () => {
  const rounded = (hex: string) => Object.values(colour(hex)).map(Math.round);
  expect(rounded('#000000')).toEqual([16, 128, 128]);
  expect(rounded('#ffffff')).toEqual([235, 128, 128]);
  expect(rounded('#ff0000')).toEqual([81, 90, 240]);
  expect(rounded('#0000ff')).toEqual([41, 240, 110]);
});

test('a ramp runs through its stops and holds its ends', () => {
  const grey = ramp([
    [1, black],
    [2, white],
    [4, black],
  ]);
  expect([0, 1, 2, 3, 4, 9].map(at => grey(at))).toEqual([
    black,
    black,
    white,
    mix(black, white, 0.5),
    black,
    black,
  ]);
});

test('noise repeats at 1, is even, and the same for the same seed', () => {
  const noise = createNoise(5);
  fc.assert(
    fc.property(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (x, y) => {
        expect(noise.at(x, y)).toBeCloseTo(noise.at(x + 1, y - 1), 5);
        expect(Math.abs(noise.at(x, y) - 0.5)).toBeLessThanOrEqual(0.5);
        expect(noise.at(x, y)).toBe(createNoise(5).at(x, y));
      },
    ),
    { numRuns: 10 },
  );
});

test('light is strongest in its middle, and a fade ends in black', () => {
  const picture = createPicture(64, 64);
  paintRows(picture, () => black);
  paintGlow(picture, { x: 0.5, y: 0.5, radius: 0.5, strength: 1 }, white);
  expect(picture.luma[32 * 64 + 32]).toBeGreaterThan(220);
  expect(picture.luma[32 * 64 + 48]).toBeLessThan(picture.luma[32 * 64 + 40] ?? 0);
  expect(picture.luma[0]).toBe(16);
  paintFade(picture, 1);
  expect(new Set(picture.luma)).toEqual(new Set([16]));
});

test('letters stand where they are wanted', () => {
  const picture = createPicture(70, 70);
  writeText(picture, 'T', { x: 0.5, y: 0.2, size: 0.7 }, white);
  const lit = (column: number, row: number) => (picture.luma[row * 70 + column] ?? 0) > 200;
  // A bar of five dots of seven pixels, and a stem below its middle.
  expect([20, 35, 50].map(column => lit(column, 17))).toEqual([true, true, true]);
  expect([20, 35, 50].map(column => lit(column, 45))).toEqual([false, true, false]);
  expect(lit(35, 65)).toBe(false);
});
