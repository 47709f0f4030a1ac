import type { CreditsFacts, Marker, MarkerDecision, SoundPrint } from '../../domain/analysis.ts';
import type { ChapterFacts } from '../../domain/media.ts';
import { findCreditsChapters } from './chapter-names.ts';
import type { PlannedMarkers } from './decide-markers.ts';
import { findRecurring, type Limits, otherVoices, type Recurrence, readVoices } from './recurring.ts';
import { snapEnd, snapStart } from './snap.ts';

/** A film, or an episode of a season, with what is known of its end. */
export interface Ending {
  readonly partId: number;
  readonly itemId: number;
  readonly durationMs?: number | undefined;
  readonly chapters: readonly ChapterFacts[];
  readonly keyframesMs: readonly number[];
  /** What its end looks like; absent where that could not be seen. */
  readonly seen?: CreditsFacts | undefined;
  /** What its end sounds like; only of episodes. */
  readonly tail?: SoundPrint | undefined;
}

/** Lengths of the music of credits: shorter passages are jingles of those who made it. */
const limits: Limits = { leastMs: 15_000, mostMs: 300_000 };
/** How long before the end of an episode music that all have may end and be that of the credits: a preview follows, in ms. */
const mostAfterMusicMs = 60_000;
/** So near to the end, nothing follows, in ms. */
const finalMs = 6000;

/**
 * Finds the credits of films, or of the episodes of a season: chapters that are called so, or else what is written at
 * the end, or else the music that the end of all episodes has. Pure; yields as {@link findRecurring} does.
 *
 * @param endings a film, or all episodes of a season in their order
 */
export function* planCredits(endings: readonly Ending[]): Generator<void, readonly PlannedMarkers[]> {
  const voices = yield* readVoices(endings, ({ tail }) => tail);
  const countOthers = otherVoices(voices);
  // Two episodes alone may share the music of a scene.
  const recurring =
    new Set(voices.map(voice => voice.of)).size > 2
      ? yield* findRecurring(voices, limits)
      : new Map<number, Recurrence>();
  return endings.map(ending => {
    const { partId, itemId, tail } = ending;
    const { by, spans } = decide(ending, recurring.get(partId));
    return { partId, spans, decision: { by, comparedWith: tail ? countOthers(itemId) : 0 } };
  });
}

function decide(
  ending: Ending,
  heard: Recurrence | undefined,
): { readonly by: MarkerDecision['by']; readonly spans: readonly Omit<Marker, 'kind'>[] } {
  const { durationMs, chapters, seen } = ending;
  const named = findCreditsChapters(chapters, durationMs);
  if (named.length > 0) return { by: 'chapters', spans: named.map(one => toSpan(one, durationMs)) };
  const rolls = seen?.rolls ?? [];
  if (rolls.length > 0) return { by: 'pictures', spans: rolls.map(roll => toSpan(roll, durationMs)) };
  if (!heard || durationMs === undefined || durationMs - heard.endMs > mostAfterMusicMs)
    return { by: 'nothing', spans: [] };
  const landmarks = { ...ending, silences: ending.tail?.silences ?? [] };
  const startMs = snapStart(heard.startMs, landmarks);
  const endMs = Math.min(durationMs, snapEnd(heard.endMs, landmarks));
  return { by: 'sound', spans: [toSpan({ startMs, endMs }, durationMs)] };
}

function toSpan(
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  durationMs: number | undefined,
): Omit<Marker, 'kind'> {
  const isFinal = durationMs !== undefined && durationMs - endMs <= finalMs;
  return { startMs, endMs: isFinal ? durationMs : endMs, ...(isFinal && { final: true }) };
}
