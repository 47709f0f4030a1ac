import type { SoundPrint } from '../../domain/analysis.ts';
import type { ChapterFacts } from '../../domain/media.ts';
import { findIntroChapter } from './chapter-names.ts';
import type { PlannedMarkers } from './decide-markers.ts';
import { findRecurring, type Limits, otherVoices, readVoices } from './recurring.ts';
import { snapEnd, snapStart } from './snap.ts';

/** An episode of a season, with what is known of it. */
export interface Episode {
  readonly partId: number;
  readonly itemId: number;
  readonly durationMs?: number | undefined;
  readonly chapters: readonly ChapterFacts[];
  readonly keyframesMs: readonly number[];
  /** What its beginning sounds like; absent where that could not be heard. */
  readonly head?: SoundPrint | undefined;
}

/** Lengths of intros: shorter passages are jingles and logos. */
const limits: Limits = { leastMs: 15_000, mostMs: 120_000 };

/**
 * Finds the intro of each episode of a season, one at most: the chapter that is called so, or else the passage at the
 * beginning that other episodes have as well. Pure; yields as {@link findRecurring} does.
 *
 * @param episodes in the order of the season
 */
export function* planIntros(episodes: readonly Episode[]): Generator<void, readonly PlannedMarkers[]> {
  const voices = yield* readVoices(episodes, ({ head }) => head);
  const countOthers = otherVoices(voices);
  const recurring = yield* findRecurring(voices, limits);
  return episodes.map(episode => {
    const { partId, itemId, chapters, durationMs, head } = episode;
    const others = countOthers(itemId);
    const chapter = findIntroChapter(chapters, durationMs);
    if (chapter) {
      const { startMs, endMs } = chapter;
      return { partId, spans: [{ startMs, endMs }], decision: { by: 'chapters', comparedWith: others } };
    }
    const heard = recurring.get(partId);
    if (!heard) return { partId, spans: [], decision: { by: 'nothing', comparedWith: head ? others : 0 } };
    const landmarks = { ...episode, silences: head?.silences ?? [] };
    const span = { startMs: snapStart(heard.startMs, landmarks), endMs: snapEnd(heard.endMs, landmarks) };
    return { partId, spans: [span], decision: { by: 'sound', comparedWith: others } };
  });
}
