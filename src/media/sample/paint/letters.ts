import type { Picture } from '../picture.ts';
import { box, fillShape, type Outline, type Paint } from './shapes.ts';

/** Letters of five by seven dots: seven rows from the top, each a digit of base 32 whose highest bit is the left dot. */
const glyphs: Readonly<Record<string, string>> = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hpljhhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllrh',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  0: 'ehjlphe',
  1: '4c4444e',
  2: 'eh1248v',
  3: 'v2421he',
  4: '26aiv22',
  5: 'vgu11he',
  6: '68guhhe',
  7: 'v124888',
  8: 'ehhehhe',
  9: 'ehhf12c',
  "'": '4440000',
  '.': '00000cc',
  ':': '0cc0cc0',
  '-': '000v000',
};

export interface TextPlace {
  /** The middle of the line. */
  readonly x: number;
  /** The upper edge of its letters. */
  readonly y: number;
  /** Height of the letters, in heights of the picture as all lengths. */
  readonly size: number;
  /** Dots between letters; 1.6 by default. */
  readonly spacing?: number;
}

/** Writes a line in capitals. */
export function writeText(picture: Picture, text: string, place: TextPlace, paint: Paint, opacity = 1): void {
  const dot = place.size / 7;
  const advance = (5 + (place.spacing ?? 1.6)) * dot;
  const left = place.x - (text.length * advance - (advance - 5 * dot)) / 2;
  const outlines: Outline[] = [];
  for (const [index, letter] of [...text.toUpperCase()].entries()) {
    for (const [row, digit] of [...(glyphs[letter] ?? '')].entries()) {
      const bits = Number.parseInt(digit, 32).toString(2).padStart(5, '0');
      for (const run of bits.matchAll(/1+/g)) {
        const x = left + index * advance + run.index * dot;
        outlines.push(box(x, place.y + row * dot, run[0].length * dot, dot));
      }
    }
  }
  fillShape(picture, outlines, paint, opacity);
}
