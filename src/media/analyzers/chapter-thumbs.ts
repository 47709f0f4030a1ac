import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChapterPicture } from '../../domain/analysis.ts';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Analyzer, PictureWish, Prepare } from '../analyzer.ts';
import { lookCloser } from '../chapter-thumbs/look-closer.ts';
import { Lookout, mostChapters, type Sought } from '../chapter-thumbs/lookout.ts';
import { SceneLookout } from '../chapter-thumbs/scene-lookout.ts';
import { Studio } from '../chapter-thumbs/studio.ts';
import { formatChapterThumb } from '../formats/chapter-thumb.ts';
import type { OpenFile } from '../open-file.ts';
import type { Moment } from '../reading/moments.ts';
import { pixelAspectOf, rotationOf } from '../reading/video-shape.ts';
import { unreadable } from '../source-file.ts';
import { explainWriteError } from '../write-error.ts';

/** What the first chapter shows: after the logos, before much has happened. As Jellyfin does it. */
const firstMs = 15_000;

/** Makes a picture for each chapter; of a film without chapters, it makes those as well. */
export const chapterThumbs: Prepare<'chapterThumbs'> = (file, order) => new ChapterThumbs(file, order);

class ChapterThumbs implements Analyzer<PassResults['chapterThumbs']> {
  readonly #file: OpenFile;
  readonly #order: PassOrders['chapterThumbs'];
  #studio: Studio | undefined;
  #known: readonly Sought[] = [];
  #scenes: SceneLookout | undefined;

  constructor(file: OpenFile, order: PassOrders['chapterThumbs']) {
    this.#file = file;
    this.#order = order;
  }

  watch(): PictureWish {
    const { demuxer, source } = this.#file;
    const stream = demuxer.findVideo();
    if (!stream) throw unreadable(source.path, 'it has no moving picture');
    this.#studio?.[Symbol.dispose]();
    this.#studio = new Studio({
      width: this.#order.width,
      quality: this.#order.quality,
      rotation: rotationOf(stream),
      pixelAspect: pixelAspectOf(stream),
    });
    const { durationMs } = demuxer;
    const { chapters } = this.#order;
    if (chapters.length > 0) {
      this.#known = planSought(chapters);
      return new Lookout(this.#known, this.#studio);
    }
    this.#known = planSought([{ startMs: 0, endMs: durationMs ?? 2 * firstMs }]);
    this.#scenes = new SceneLookout(this.#studio, durationMs ?? 0);
    return new Both(new Lookout(this.#known, this.#studio), this.#scenes);
  }

  async finish(): Promise<PassResults['chapterThumbs']> {
    const { source } = this.#file;
    const made = this.#scenes?.chapters ?? [];
    const [first] = this.#known;
    if (first && this.#scenes) this.#known = [{ ...first, endMs: made[0]?.startMs ?? first.endMs }];
    const chapters = [...this.#known, ...made];
    if (this.#studio) await lookCloser(this.#file, chapters, this.#studio);
    source.assertUnchanged();
    if (!chapters.some(({ found }) => found))
      throw unreadable(source.path, 'none of its pictures can be decoded');
    const bytes = this.#write(chapters);
    return { made: this.#scenes !== undefined, bytes, chapters: chapters.map(describe) };
  }

  [Symbol.dispose](): void {
    this.#studio?.[Symbol.dispose]();
    this.#studio = undefined;
  }

  #write(chapters: readonly Sought[]): number {
    const { output } = this.#order;
    let bytes = 0;
    try {
      mkdirSync(output);
      for (const [n, { found }] of chapters.entries()) {
        if (!found) continue;
        writeFileSync(join(output, formatChapterThumb(n + 1)), found.jpeg, { flush: true });
        bytes += found.jpeg.length;
      }
      return bytes;
    } catch (error) {
      rmSync(output, { recursive: true, force: true });
      throw explainWriteError(error, output);
    }
  }
}

function planSought(
  chapters: readonly { readonly startMs: number; readonly endMs: number }[],
): readonly Sought[] {
  return chapters.slice(0, mostChapters).map(({ startMs, endMs }, n) => {
    if (n > 0) return { startMs, endMs, wantedMs: startMs };
    const isLong = endMs > startMs + firstMs;
    return { startMs, endMs, wantedMs: isLong ? startMs + firstMs : (startMs + endMs) / 2 };
  });
}

function describe({ startMs, endMs, found }: Sought): ChapterPicture {
  return {
    startMs: Math.round(startMs),
    endMs: Math.round(endMs),
    ...(found && { atMs: Math.round(found.atMs) }),
  };
}

/** Two wishes as one: whichever is next. */
class Both implements PictureWish {
  readonly exact = false;
  readonly #wishes: readonly PictureWish[];

  constructor(...wishes: readonly PictureWish[]) {
    this.#wishes = wishes;
  }

  get spacingMs(): number {
    return Math.min(...this.#wishes.map(wish => wish.spacingMs));
  }

  get nextMs(): number | undefined {
    const times = this.#wishes.flatMap(wish => wish.nextMs ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  see(moment: Moment): void {
    const { nextMs } = this;
    for (const wish of this.#wishes) if (wish.nextMs === nextMs) wish.see(moment);
  }
}
