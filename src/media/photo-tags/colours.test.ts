import { expect, test } from 'vitest';
import { findColours, nameColour } from './colours.ts';

test.each([
  ['black', 10, 10, 14],
  ['white', 250, 250, 245],
  ['grey', 128, 130, 127],
  ['red', 200, 20, 30],
  ['orange', 250, 140, 20],
  ['brown', 101, 67, 33],
  ['yellow', 250, 220, 40],
  ['green', 40, 120, 50],
  ['blue', 135, 190, 235],
  ['purple', 110, 40, 160],
  ['pink', 255, 105, 180],
  ['pink', 245, 190, 190],
] as const)('%s', (name, red, green, blue) => {
  expect(nameColour(red, green, blue)).toBe(name);
});

/** Rows of pixels, each of one colour. */
function stripes(...rows: readonly (readonly [number, number, number])[]) {
  return { width: 1, height: rows.length, pixels: Uint8Array.from(rows.flat()) };
}

const [blue, green, grey, black, white] = [
  [20, 40, 220],
  [20, 160, 40],
  [128, 128, 128],
  [0, 0, 0],
  [255, 255, 255],
] as const;

test('what fills most comes first, light and shade only where there is little else', () => {
  expect(findColours(stripes(green, blue, blue, grey, grey))).toEqual(['blue', 'green']);
  expect(findColours(stripes(grey, grey, grey, blue))).toEqual(['grey', 'blue']);
});

test('a photo without any colour is black and white, a sheet of paper is white', () => {
  expect(findColours(stripes(black, grey, white))).toEqual(['black and white']);
  expect(findColours(stripes(white, white))).toEqual(['white']);
});
