import { dice } from '../dice.ts';
import { colour } from '../paint/colour.ts';
import { fillShape, stroke } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';

/** Slanting rain. */
export function paintRain(picture: Picture, seconds: number): void {
  const { width, height, luma } = picture;
  const chance = dice(99);
  for (let drop = 0; drop < 260; drop++) {
    const depth = 0.4 + 0.6 * chance();
    const fall = (chance() + seconds * (1.4 + depth)) % 1;
    const length = Math.round(height * 0.05 * depth);
    const column = Math.round((chance() + fall * 0.12) * width) % width;
    for (let i = 0; i < length; i++) {
      const row = Math.round(fall * height) + i;
      const at = row * width + column + Math.round(i * 0.15);
      if (row < height) luma[at] = (luma[at] ?? 0) * (1 - 0.35 * depth) + 190 * 0.35 * depth;
    }
  }
}

/** Falling snow in three depths. */
export function paintSnow(picture: Picture, seconds: number, amount = 240): void {
  const { width, height, luma, cb, cr } = picture;
  const chance = dice(77);
  for (let flake = 0; flake < amount; flake++) {
    const depth = Math.ceil(chance() * 3);
    const fall = (chance() + seconds * 0.05 * depth) % 1;
    const drift = chance() + 0.012 * Math.sin(seconds * 1.2 + flake) - seconds * 0.015 * depth;
    const size = Math.max(1, Math.round((depth * height) / 300));
    const left = Math.floor((((drift % 1) + 1) % 1) * (width - size));
    const top = Math.floor(fall * (height - size));
    for (let y = top; y < top + size; y++) {
      for (let x = left; x < left + size; x++) {
        luma[y * width + x] = 225;
        cb[(y >> 1) * (width >> 1) + (x >> 1)] = 130;
        cr[(y >> 1) * (width >> 1) + (x >> 1)] = 126;
      }
    }
  }
}

/** A flash now and then, with its bolt; about one in five seconds. */
export function paintLightning(picture: Picture, seconds: number): void {
  const strike = Math.floor(seconds / 4.7);
  const since = seconds - strike * 4.7 - 1.1;
  if (since < 0 || since > 0.5) return;
  const { luma, width, height } = picture;
  const flash = 1 + 1.1 * (1 - since / 0.5);
  for (let i = 0; i < luma.length; i++) luma[i] = Math.min(235, (luma[i] ?? 0) * flash);
  const chance = dice(strike + 3);
  let x = (0.2 + 0.6 * chance()) * (width / height);
  for (let y = 0; y < 0.6; y += 0.05) {
    const next = x + (chance() - 0.5) * 0.1;
    fillShape(picture, [stroke(x, y, next, y + 0.052, 0.009)], colour('#f4f4ff'), 1 - since);
    x = next;
  }
}
