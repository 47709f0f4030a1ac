import { dice } from '../dice.ts';
import { type Colour, mix } from '../paint/colour.ts';
import { fillShape, type Outline } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';

export interface Trees {
  /** Where they stand, from the top. */
  readonly ground: number;
  /** Height of the tallest. */
  readonly height: number;
  /** 0 to 1: how closely they stand. */
  readonly density: number;
  /** How far one has passed by. */
  readonly travelled: number;
  readonly seed: number;
}

/** A row of firs. */
export function paintTrees(picture: Picture, trees: Trees, shade: Colour, mist: Colour): void {
  const end = picture.width / picture.height;
  const pitch = trees.height * 0.3;
  const first = Math.floor((trees.travelled - 0.2) / pitch);
  for (let tree = first; tree * pitch - trees.travelled < end + 0.2; tree++) {
    const chance = dice(tree * 131 + trees.seed * 977);
    if (chance() > trees.density) continue;
    const height = trees.height * (0.45 + 0.55 * chance());
    const x = tree * pitch - trees.travelled + (chance() - 0.5) * pitch;
    const ground = trees.ground + (chance() - 0.5) * 0.02;
    fillShape(picture, [fir(x, ground, height)], y => mix(mist, shade, 0.72 + 0.4 * (y - ground + height)));
  }
}

function fir(x: number, ground: number, height: number): Outline {
  const left: number[] = [];
  const right: number[] = [];
  const tiers = 6;
  for (let tier = 1; tier <= tiers; tier++) {
    const y = ground - height + (height * 0.94 * tier) / tiers;
    const reach = (height * 0.2 * tier) / tiers;
    right.push(x + reach, y, x + reach * 0.55, y - height * 0.015);
    left.unshift(x - reach * 0.55, y - height * 0.015, x - reach, y);
  }
  // Left is listed from below, each tier from its inner to its outer corner.
  const trunk = height * 0.025;
  return [x, ground - height, ...right, x + trunk, ground, x - trunk, ground, ...left];
}
