import { dice } from '../dice.ts';
import type { Picture } from '../picture.ts';
import type { Colour } from './colour.ts';
import { blend } from './shapes.ts';

/** Fills the picture with rows of one colour each. */
export function paintRows(picture: Picture, colourAt: (y: number) => Colour, from = 0, to = 1): void {
  const { width, height, luma, cb, cr } = picture;
  const half = width / 2;
  for (let row = Math.round(from * height); row < Math.round(to * height); row++) {
    const colour = colourAt(row / height);
    luma.fill(colour.luma + 0.5, row * width, (row + 1) * width);
    if (row & 1) continue;
    cb.fill(colour.cb + 0.5, (row / 2) * half, (row / 2 + 1) * half);
    cr.fill(colour.cr + 0.5, (row / 2) * half, (row / 2 + 1) * half);
  }
}

/** A light around a point that fades to nothing at its radius. Lengths are heights of the picture. */
export function paintGlow(
  picture: Picture,
  light: { x: number; y: number; radius: number; strength: number },
  colour: Colour,
): void {
  const { width, height } = picture;
  const [cx, cy, reach] = [light.x * height, light.y * height, light.radius * height];
  const top = Math.max(0, Math.floor(cy - reach) & ~1);
  const bottom = Math.min(height, Math.ceil(cy + reach));
  const left = Math.max(0, Math.floor(cx - reach) & ~1);
  const right = Math.min(width, Math.ceil(cx + reach));
  for (let y = top; y < bottom; y += 2) {
    for (let x = left; x < right; x += 2) {
      const fall = 1 - ((x - cx) ** 2 + (y - cy) ** 2) / (reach * reach);
      if (fall > 0) blendSquare(picture, x, y, colour, fall * fall * fall * light.strength);
    }
  }
}

/** Lays a colour over the four pixels that share one sample of chroma; x and y are even. */
export function blendSquare(
  { width, luma, cb, cr }: Picture,
  x: number,
  y: number,
  colour: Colour,
  share: number,
): void {
  const at = y * width + x;
  blend(luma, at, colour.luma, share);
  blend(luma, at + 1, colour.luma, share);
  blend(luma, at + width, colour.luma, share);
  blend(luma, at + width + 1, colour.luma, share);
  const chromaAt = (y >> 1) * (width >> 1) + (x >> 1);
  blend(cb, chromaAt, colour.cb, share);
  blend(cr, chromaAt, colour.cr, share);
}

/** Darkens the whole picture: 0 leaves it, 1 is black. */
export function paintFade({ luma, cb, cr }: Picture, share: number): void {
  if (share <= 0) return;
  const rest = 1 - Math.min(1, share);
  for (let i = 0; i < luma.length; i++) luma[i] = 16 + ((luma[i] ?? 0) - 16) * rest + 0.5;
  for (let i = 0; i < cb.length; i++) {
    cb[i] = 128 + ((cb[i] ?? 0) - 128) * rest + 0.5;
    cr[i] = 128 + ((cr[i] ?? 0) - 128) * rest + 0.5;
  }
}

/** The noise of a camera's sensor. */
export function paintGrain({ luma }: Picture, seed: number): void {
  const chance = dice(seed);
  for (let i = 0; i < luma.length; i++)
    luma[i] = Math.min(235, Math.max(16, (luma[i] ?? 0) + chance() * 5 - 2));
}
