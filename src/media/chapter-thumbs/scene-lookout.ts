import type { PictureWish } from '../analyzer.ts';
import type { Moment } from '../reading/moments.ts';
import { mostChapters, type Sought } from './lookout.ts';
import { better, type Candidate, difference, type Studio } from './studio.ts';

/** Milliseconds from one made chapter to the next, more or less. */
const chapterMs = 300_000;
/** How far from that a change of scene is looked for. */
const aroundMs = 20_000;
const stepMs = 1000;
/** Levels by which keyframes of two scenes differ at least. */
const leastChange = 8;
/** How long after the beginning of a chapter its picture may be. */
const withinMs = 3000;

/**
 * Makes chapters for a film that has none: at its start, and at the change of scene that is most distinct of those around
 * each fifth minute. A chapter begins with a keyframe, as encoders begin scenes with one and players get there at once.
 */
export class SceneLookout implements PictureWish {
  readonly spacingMs = stepMs;
  readonly exact = false;
  readonly #studio: Studio;
  readonly #durationMs: number;
  readonly #chapters: Sought[] = [];
  #markMs = chapterMs;
  #atMs = chapterMs - aroundMs;
  #seen: Candidate[] = [];

  constructor(studio: Studio, durationMs: number) {
    this.#studio = studio;
    this.#durationMs = durationMs;
  }

  get nextMs(): number | undefined {
    // A last chapter of less than half the usual length is none.
    const lastMarkMs = Math.min(mostChapters * chapterMs, this.#durationMs - chapterMs / 2);
    return this.#markMs <= lastMarkMs ? this.#atMs : undefined;
  }

  see(moment: Moment): void {
    const candidate = this.#studio.look(moment.atMs, () => moment.decode());
    if (candidate && candidate !== this.#seen.at(-1)) this.#seen.push(candidate);
    this.#atMs += stepMs;
    if (this.#atMs <= this.#markMs + aroundMs) return;
    this.#decide();
    this.#markMs += chapterMs;
    this.#atMs = this.#markMs - aroundMs;
    this.#seen = [];
  }

  /** The chapters that were found; the first, which is sought by others, aside. Each ends with the next. */
  get chapters(): readonly Sought[] {
    return this.#chapters.map((chapter, n) => ({
      ...chapter,
      endMs: this.#chapters[n + 1]?.startMs ?? this.#durationMs,
    }));
  }

  #decide(): void {
    let begins = 0;
    let change = leastChange;
    for (let n = 1; n < this.#seen.length; n++) {
      const [before, after] = [this.#seen[n - 1], this.#seen[n]];
      const found = before && after ? difference(before, after) : 0;
      if (found <= change) continue;
      [begins, change] = [n, found];
    }
    // Where nothing changes, the keyframe next to the mark.
    if (begins === 0) begins = this.#seen.findLastIndex(({ atMs }) => atMs <= this.#markMs);
    const start = this.#seen[begins];
    if (!start || start.atMs <= (this.#chapters.at(-1)?.startMs ?? 0)) return;
    const found = this.#seen
      .filter(({ atMs }) => atMs >= start.atMs && atMs <= start.atMs + withinMs)
      .reduce<Candidate | undefined>(
        (best, candidate) => (best?.isGood ? best : better(best, candidate)),
        undefined,
      );
    this.#chapters.push({ startMs: start.atMs, endMs: this.#durationMs, wantedMs: start.atMs, found });
  }
}
