import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clap, imir, irot } from '../../../test/support/heif.ts';
import { type HeifShape, reshape, shownSize, wholeShape } from './heif-shape.ts';

/** The shape after properties, given as boxes. */
function after(shape: HeifShape, ...boxes: Buffer[]): HeifShape {
  const properties = boxes.map(box => ({
    type: box.toString('latin1', 4, 8),
    content: box.subarray(8),
    isEssential: true,
  }));
  return properties.reduce(reshape, shape);
}

describe('how a picture is to be turned, by the number of Exif', () => {
  test.each([
    [[], 1],
    [[imir(1)], 2],
    [[irot(2)], 3],
    [[imir(0)], 4],
    [[irot(1), imir(0)], 5],
    [[irot(3)], 6],
    [[irot(3), imir(0)], 7],
    [[irot(1)], 8],
    [[irot(1), irot(3)], 1],
    [[imir(0), imir(1)], 3],
  ])('%#', (boxes, orientation) => {
    expect(after(wholeShape(40, 30), ...boxes).orientation).toBe(orientation);
  });
});

test('a cut of an odd number of pixels lies where its file says', () => {
  expect(after(wholeShape(302, 204), clap(301, 203, -1, -1)).crop).toEqual({
    left: 0,
    top: 0,
    width: 301,
    height: 203,
  });
});

test('after a turn, it is cut as it is shown', () => {
  // A strip of ten pixels at the right of what is shown, which is the top of what is stored.
  const shape = after(wholeShape(40, 30), irot(3), clap(10, 40, 20, 0));
  expect(shape.crop).toEqual({ left: 0, top: 0, width: 40, height: 10 });
  expect(shownSize(shape)).toEqual([10, 40]);
});

test.each([
  ['larger than the picture', clap(41, 30, 0, 0)],
  ['beside the picture', clap(20, 20, 30, 0)],
  ['of nothing', clap(0, 20, 0, 0)],
])('a cut %s leaves nothing', (_, box) => {
  expect(() => after(wholeShape(40, 30), box)).toThrow(RangeError);
});

test('whatever is done to a picture, what is shown lies in it', () => {
  const step = fc.oneof(
    fc.nat(3).map(irot),
    fc.nat(1).map(imir),
    fc.tuple(fc.nat(50), fc.nat(50), fc.integer({ min: -20, max: 20 }), fc.nat(20)).map(cut => clap(...cut)),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), steps => {
      let shape = wholeShape(40, 30);
      for (const one of steps) {
        try {
          shape = after(shape, one);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
      const { left, top, width, height } = shape.crop;
      expect(
        Math.min(left, top, width - 1, height - 1, 40 - left - width, 30 - top - height),
      ).not.toBeLessThan(0);
      expect(shape.orientation).toBeGreaterThan(0);
    }),
  );
});
