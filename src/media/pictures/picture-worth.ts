import type { Frame } from 'node-av/lib';

/** How much there is to see in a picture. */
export interface PictureWorth {
  /** 0 to 1: the more, the better it stands for its scene. */
  readonly score: number;
  /** Neither black, nor of one shade, nor blurred. */
  readonly isGood: boolean;
}

/** Levels of 255 below which a pixel is as good as black. */
const darkness = 28;
/** Found on real films: 320 pixels wide, sharp pictures have a ratio of 0.14 to 1.3, and blurred by 1.5 pixels 0.04 to 0.13. */
const leastSharpness = 0.12;
const leastLit = 0.12;
const leastContrast = 12;

/**
 * Judges a small picture by its luma, in full range: the share of pixels that are lit, the standard deviation, and how
 * strong edges are against that (the quadratic mean of the Laplacian over the standard deviation).
 */
export function judgePicture({ data, linesize, width, height }: Frame): PictureWorth {
  const luma = data?.[0];
  const stride = linesize[0] ?? width;
  if (!luma || width < 3 || height < 3) return { score: 0, isGood: false };
  let [sum, squares, lit, edges] = [0, 0, 0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * stride + 1, end = at + width - 2; at < end; at++) {
      const level = luma[at] as number;
      const around =
        (luma[at - 1] as number) +
        (luma[at + 1] as number) +
        (luma[at - stride] as number) +
        (luma[at + stride] as number);
      const edge = 4 * level - around;
      sum += level;
      squares += level * level;
      edges += edge * edge;
      if (level >= darkness) lit++;
    }
  }
  const pixels = (width - 2) * (height - 2);
  const contrast = Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
  const sharpness = contrast > 0 ? Math.sqrt(edges / pixels) / contrast : 0;
  const litShare = lit / pixels;
  return {
    score: Math.min(1, litShare / 0.5) * Math.min(1, contrast / 40) * Math.min(1, sharpness / 0.3),
    isGood: litShare >= leastLit && contrast >= leastContrast && sharpness >= leastSharpness,
  };
}
