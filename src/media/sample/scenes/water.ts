import { type Colour, mix } from '../paint/colour.ts';
import { blendSquare } from '../paint/light.ts';
import { createNoise } from '../paint/noise.ts';
import { below, fillShape } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';

const ripples = createNoise(23, 5, 8);

/** Mirrors what stands above the shore in the water below it, with ripples. `shore` is its height in the picture. */
export function paintMirror(picture: Picture, shore: number, tint: Colour, seconds: number): void {
  const { width, height, luma, cb, cr } = picture;
  const first = Math.round(shore * height) & ~1;
  for (let row = first; row < height; row++) {
    const depth = (row - first) / height;
    const wave =
      Math.sin(row * (1.4 - depth) * (360 / height) - seconds * 3) * (0.6 + 6 * depth) * (height / 360);
    const source = Math.max(0, Math.min(first - 1, Math.round(2 * first - row - 1 + wave)));
    luma.copyWithin(row * width, source * width, (source + 1) * width);
    if (row & 1) continue;
    const half = width >> 1;
    cb.copyWithin((row >> 1) * half, (source >> 1) * half, ((source >> 1) + 1) * half);
    cr.copyWithin((row >> 1) * half, (source >> 1) * half, ((source >> 1) + 1) * half);
  }
  for (let row = first; row < height; row += 2) {
    const depth = (row - first) / (height - first);
    const y = 0.22 / (depth + 0.12);
    for (let column = 0; column < width; column += 2) {
      const x = ((column / width - 0.5) * 0.5) / (depth + 0.12);
      const ripple = ripples.at(x * 0.5 + seconds * 0.01, y * 2.4 - seconds * 0.03);
      blendSquare(picture, column, row, tint, 0.12 + 0.3 * depth + Math.max(0, ripple - 0.5) * 1.4);
    }
  }
}

/** The path of light that the sun or the moon lays over the water. */
export function paintGlitter(
  picture: Picture,
  sea: { x: number; shore: number; strength: number },
  colour: Colour,
  seconds: number,
): void {
  const { width, height } = picture;
  const first = Math.round(sea.shore * height) & ~1;
  for (let row = first; row < height; row += 2) {
    const depth = (row - first) / (height - first);
    const reach = (0.03 + 0.16 * depth) * height;
    const from = Math.max(0, Math.round(sea.x * height - reach) & ~1);
    const to = Math.min(width - 1, sea.x * height + reach);
    for (let column = from; column < to; column += 2) {
      const aside = 1 - Math.abs(column - sea.x * height) / reach;
      const spark = ripples.at(
        (column / height) * (1.1 - 0.7 * depth) + Math.sin(row * 0.7) * 0.1,
        (row / height) * 5 - seconds * (0.1 + 0.15 * depth),
      );
      const share = (spark - 0.56 + 0.12 * aside) * 9 * aside * sea.strength;
      if (share > 0) blendSquare(picture, column, row, colour, Math.min(0.9, share));
    }
  }
}

/** Rolling waves, one row before the other. */
export function paintWaves(
  picture: Picture,
  sea: { shore: number; height: number; deep: Colour; crest: Colour },
  seconds: number,
): void {
  for (let row = 0; row < 6; row++) {
    const near = row / 5;
    const base = sea.shore + (1 - sea.shore) * (0.02 + 0.8 * near ** 1.4);
    const speed = (row % 2 ? 1 : -1) * (0.5 + 0.4 * near);
    const length = 9 - 5 * near;
    const tall = sea.height * (0.25 + 0.75 * near);
    const heightAt = (x: number) => {
      const swell = Math.sin(x * length + seconds * speed * 2 + row * 1.9);
      const chop = Math.sin(x * length * 2.7 - seconds * speed * 3 + row);
      // Crests are sharper than troughs.
      return base - tall * (1 - Math.abs(swell) ** 0.8) * 0.8 - tall * 0.16 * chop;
    };
    const body = mix(sea.crest, sea.deep, 0.35 + 0.5 * near);
    fillShape(picture, [below(picture, x => heightAt(x) - 0.006 - 0.006 * near)], mix(sea.crest, body, 0.3));
    fillShape(picture, [below(picture, heightAt)], y => mix(body, sea.deep, (y - base + tall) * 3));
  }
}
