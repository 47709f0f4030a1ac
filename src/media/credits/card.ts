import type { Frame } from 'node-av/lib';
import { PictureFilter } from '../pictures/picture-filter.ts';

/** What a picture shows: next to nothing, writing on an even ground, or anything else. */
export type Look = 'black' | 'card' | 'scene';

/** Pixels at which a picture is judged: enough to see lines of small writing, which few pixels more would not show better. */
const width = 240;
const height = 136;

/** Levels of luma of 255 up to which a ground is black. */
const blackLevel = 20;
/** Levels around the most frequent one that are the ground. Grain and the noise of dark scenes go further. */
const groundDepth = 4;
/** Of the picture, how much the ground is at least. */
const leastGround = { black: 0.985, onBlack: 0.72, onColour: 0.8 } as const;
/** Levels from one pixel to the next that are an edge, and of all pixels, how many belong to writing. */
const edgeLevels = 22;
const writing = [0.004, 0.25] as const;
/** Mean distance of the colours from grey up to which a picture can be a card, of 181. */
const mostSaturation = 96;

/** Tells title cards and credits from scenes, by statistics of single pictures. */
export class CardJudge implements Disposable {
  readonly #filter = new PictureFilter(() => [
    ['scale', `w=${width}:h=${height}:flags=area:out_range=full`],
    ['format', 'pix_fmts=yuv420p'],
  ]);

  /** Throws FFmpeg's error when the picture cannot be converted. */
  judge(picture: Frame): Look {
    return judgeSmall(this.#filter.apply(picture));
  }

  [Symbol.dispose](): void {
    this.#filter[Symbol.dispose]();
  }
}

function judgeSmall({ data, linesize }: Frame): Look {
  const [luma, cb, cr] = data ?? [];
  if (!luma || !cb || !cr) return 'scene';
  const stride = linesize[0] ?? width;
  const levels = new Uint32Array(256);
  let edges = 0;
  for (let y = 0; y < height; y++) {
    let before = luma[y * stride] as number;
    for (let at = y * stride, end = at + width; at < end; at++) {
      const level = luma[at] as number;
      levels[level] = (levels[level] as number) + 1;
      if (Math.abs(level - before) >= edgeLevels) edges++;
      before = level;
    }
  }
  const pixels = width * height;
  const mode = levels.indexOf(Math.max(...levels));
  const ground =
    levels.slice(Math.max(0, mode - groundDepth), mode + groundDepth + 1).reduce((a, b) => a + b, 0) / pixels;
  const isOnBlack = mode <= blackLevel;
  if (isOnBlack && ground >= leastGround.black && edges / pixels < writing[0]) return 'black';
  const isWritten = edges / pixels >= writing[0] && edges / pixels <= writing[1];
  const isEven = ground >= (isOnBlack ? leastGround.onBlack : leastGround.onColour);
  if (!isWritten || !isEven) return 'scene';
  return saturation(cb, cr, linesize[1] ?? width / 2) <= mostSaturation ? 'card' : 'scene';
}

/** Mean distance of the colours from grey. */
function saturation(cb: Buffer, cr: Buffer, stride: number): number {
  let sum = 0;
  for (let y = 0; y < height / 2; y++) {
    for (let at = y * stride, end = at + width / 2; at < end; at++)
      sum += Math.hypot((cb[at] as number) - 128, (cr[at] as number) - 128);
  }
  return sum / ((width * height) / 4);
}
