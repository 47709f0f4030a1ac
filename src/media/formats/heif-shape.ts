import { Fields } from './boxes.ts';
import type { Property } from './heif-items.ts';

/** What is shown of a picture, and how it is turned. */
export interface HeifShape {
  /** In pixels of the picture as it is stored. */
  readonly crop: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Exif's number for how it is to be turned: 1 for a picture that is upright, to 8. */
  readonly orientation: number;
}

/** From a pixel of the picture as it is stored to its place as it is shown: x' = ax + by, y' = cx + dy, downwards. */
type Turn = readonly [a: number, b: number, c: number, d: number];

const upright: Turn = [1, 0, 0, 1];
const anticlockwise: Turn = [0, 1, -1, 0];
/** By the axis of `imir`: what is above changes with what is below, or the left with the right. */
const mirrors: readonly Turn[] = [
  [1, 0, 0, -1],
  [-1, 0, 0, 1],
];
/** By Exif's numbers, from 1 (CIPA DC-008, 4.6.5.1.6). */
const turns: readonly Turn[] = [
  upright,
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, -1, -1, 0],
  anticlockwise,
];

/** All of a picture of this size, as it is stored. */
export function wholeShape(width: number, height: number): HeifShape {
  return { crop: { left: 0, top: 0, width, height }, orientation: 1 };
}

/** Width and height as they are shown. */
export function shownSize({ crop, orientation }: HeifShape): readonly [width: number, height: number] {
  // The four that lie on a side come last.
  return orientation > 4 ? [crop.height, crop.width] : [crop.width, crop.height];
}

/**
 * The shape after one more property of the picture: `clap` (ISO/IEC 14496-12, 12.1.4) cuts it, `irot` turns it and `imir`
 * mirrors it (ISO/IEC 23008-12, 6.5.10 and 6.5.12); others change nothing. Throws a RangeError where nothing is left.
 */
export function reshape(shape: HeifShape, { type, content }: Property): HeifShape {
  const fields = new Fields(content);
  switch (type) {
    case 'irot': {
      let turned = shape;
      for (let quarters = fields.number(1) & 3; quarters > 0; quarters--)
        turned = turn(turned, anticlockwise);
      return turned;
    }
    case 'imir':
      return turn(shape, mirrors[fields.number(1) & 1] ?? upright);
    case 'clap':
      return cut(shape, fields);
    default:
      return shape;
  }
}

function turn({ crop, orientation }: HeifShape, [a, b, c, d]: Turn): HeifShape {
  const [e, f, g, h] = turns[orientation - 1] ?? upright;
  const turned = [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
  return { crop, orientation: 1 + turns.findIndex(one => one.every((factor, n) => factor === turned[n])) };
}

/** Four fractions: the size of what is left, and how far its middle is from that of the whole. */
function cut({ crop, orientation }: HeifShape, fields: Fields): HeifShape {
  const [shownWidth, shownHeight] = [
    fields.number(4) / fields.number(4),
    fields.number(4) / fields.number(4),
  ];
  const [shownX, shownY] = [fields.signed() / fields.number(4), fields.signed() / fields.number(4)];
  // Turned back to the picture as it is stored.
  const [a, b, c, d] = turns[orientation - 1] ?? upright;
  const [offX, offY] = [a * shownX + c * shownY, b * shownX + d * shownY];
  const [width, height] = (a === 0 ? [shownHeight, shownWidth] : [shownWidth, shownHeight]).map(Math.round);
  const left = crop.left + Math.round((crop.width - (width ?? 0)) / 2 + offX);
  const top = crop.top + Math.round((crop.height - (height ?? 0)) / 2 + offY);
  const isInside =
    left >= crop.left &&
    top >= crop.top &&
    left + (width ?? 0) <= crop.left + crop.width &&
    top + (height ?? 0) <= crop.top + crop.height;
  if (!width || !height || !isInside) throw new RangeError('nothing is left of it where it is cut');
  return { crop: { left, top, width, height }, orientation };
}
