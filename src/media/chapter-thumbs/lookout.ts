import type { PictureWish } from '../analyzer.ts';
import type { Moment } from '../reading/moments.ts';
import { better, type Candidate, type Studio } from './studio.ts';

/** Chapters of one film that get a picture: a header may claim any number, and any length. */
export const mostChapters = 1000;

/** A chapter for which a picture is looked for. */
export interface Sought {
  readonly startMs: number;
  readonly endMs: number;
  /** The time that it should show. */
  readonly wantedMs: number;
  found?: Candidate | undefined;
}

/** A keyframe may be stamped a little before the chapter that begins with it. */
const slackMs = 60;
/** Milliseconds after the wanted time at which a keyframe is looked for, as long as none was good. */
const looksMs = [0, 500, 1000, 1500, 2000, 2500, 3000, 5000, 8000, 12_000];

/**
 * Looks for a good keyframe for each chapter: the one at its wanted time, or else those after it. A keyframe before the
 * chapter shows another scene, and is none of it.
 */
export class Lookout implements PictureWish {
  readonly spacingMs = 3000;
  readonly exact = false;
  readonly #chapters: readonly Sought[];
  readonly #studio: Studio;
  #chapter = 0;
  #look = 0;
  #reachedMs = 0;

  constructor(chapters: readonly Sought[], studio: Studio) {
    this.#chapters = chapters.toSorted((a, b) => a.wantedMs - b.wantedMs);
    this.#studio = studio;
  }

  get nextMs(): number | undefined {
    const chapter = this.#chapters[this.#chapter];
    return chapter && Math.max(this.#reachedMs, chapter.wantedMs + (looksMs[this.#look] ?? 0));
  }

  see(moment: Moment): void {
    this.#reachedMs = this.nextMs ?? this.#reachedMs;
    const chapter = this.#chapters[this.#chapter];
    if (!chapter) return;
    if (isWithin(chapter, moment.atMs)) {
      const seen = this.#studio.look(moment.atMs, () => moment.decode());
      chapter.found = better(chapter.found, seen);
    }
    this.#look++;
    const next = this.nextMs ?? Number.POSITIVE_INFINITY;
    if (!chapter.found?.isGood && this.#look < looksMs.length && next < chapter.endMs) return;
    this.#chapter++;
    this.#look = 0;
  }
}

export function isWithin({ startMs, endMs }: Sought, atMs: number): boolean {
  return atMs >= startMs - slackMs && atMs < Math.max(endMs, startMs + 1);
}
