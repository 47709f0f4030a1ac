import type { Picture } from './picture.ts';

/** Diagonal bands that wander over slowly changing colours: every picture differs from the one before. */
export function drift({ width, height, luma, cb, cr }: Picture, timeMs: number): void {
  const seconds = timeMs / 1000;
  for (let y = 0; y < height; y++) {
    const shift = y * 0.7 + seconds * 40;
    for (let x = 0; x < width; x++) luma[y * width + x] = 40 + (((x + shift) | 0) & 127);
  }
  cb.fill(128 + 50 * Math.sin(seconds / 7));
  cr.fill(128 + 50 * Math.cos(seconds / 11));
}
