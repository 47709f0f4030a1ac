import type { ChapterFacts } from '../../domain/media.ts';

/** What the ends of a passage may be moved to. Times are in ms from the start of the film. */
export interface Landmarks {
  readonly chapters: readonly ChapterFacts[];
  readonly silences: readonly (readonly [fromMs: number, toMs: number])[];
  readonly keyframesMs: readonly number[];
}

/** How far each may be, in ms. A chapter was set by a person, a silence is where sound ends; a keyframe is only handy. */
const chapterReachMs = 2000;
const silenceReachMs = 1000;
const keyframeReachMs = 250;
/** What begins so early begins with the film: nearer than this, in ms, fingerprints do not tell. */
const fromTheStartMs = 500;

/** Where a passage that was heard to begin about here does begin: what lies before it ends there. */
export function snapStart(ms: number, { chapters, silences, keyframesMs }: Landmarks): number {
  if (ms <= fromTheStartMs) return 0;
  return (
    findNearest(
      ms,
      chapters.map(({ startMs }) => startMs),
      chapterReachMs,
    ) ??
    findNearest(
      ms,
      silences.map(([, toMs]) => toMs),
      silenceReachMs,
    ) ??
    findNearest(ms, keyframesMs, keyframeReachMs) ??
    ms
  );
}

/** Where a passage that was heard to end about here does end. */
export function snapEnd(ms: number, { chapters, silences, keyframesMs }: Landmarks): number {
  return (
    findNearest(
      ms,
      chapters.flatMap(({ startMs, endMs }) => [startMs, endMs]),
      chapterReachMs,
    ) ??
    findNearest(
      ms,
      silences.map(([fromMs]) => fromMs),
      silenceReachMs,
    ) ??
    findNearest(ms, keyframesMs, keyframeReachMs) ??
    ms
  );
}

function findNearest(ms: number, places: readonly number[], reachMs: number): number | undefined {
  let nearest: number | undefined;
  for (const place of places) {
    const distance = Math.abs(place - ms);
    if (distance <= reachMs && distance < Math.abs((nearest ?? Number.POSITIVE_INFINITY) - ms))
      nearest = place;
  }
  return nearest;
}
