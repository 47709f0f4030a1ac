import type { Programme, SourceProgramme } from '../domain/guide.ts';
import { longestProgrammeMs } from './intake.ts';

/** How far beyond a span of time programmes can change what is shown in it, for so many sources of one channel. */
export function marginFor(sources: number): number {
  return sources * longestProgrammeMs;
}

/** The length of a programme whose end nobody tells. */
const usualLengthMs = 3_600_000;

/**
 * Puts the programmes of one channel in line, so that none overlap:
 *
 * 1. Within a source, a programme ends when the next one begins, at the latest. One without an end lasts until then;
 *    an hour where nothing comes within a day.
 * 2. The sources count in their order. What a later source has is shown where it overlaps nothing of an earlier one.
 *
 * @param sources the programmes of each source by their start, no two with the same
 */
export function lineUp(sources: readonly (readonly SourceProgramme[])[]): readonly Programme[] {
  let shown: readonly Programme[] = [];
  for (const source of sources) shown = fillGaps(shown, closeUp(source));
  return shown;
}

function closeUp(programmes: readonly SourceProgramme[]): readonly Programme[] {
  return programmes.map(({ channel: _, ...programme }, i) => {
    const next = programmes[i + 1]?.startsAt ?? Number.POSITIVE_INFINITY;
    const isFollowed = next <= programme.startsAt + longestProgrammeMs;
    const open = isFollowed ? next : programme.startsAt + usualLengthMs;
    return { ...programme, endsAt: Math.min(programme.endsAt ?? open, next) };
  });
}

/** Both lists by their start; merged in one walk along them. */
function fillGaps(shown: readonly Programme[], more: readonly Programme[]): readonly Programme[] {
  if (shown.length === 0) return more;
  const merged: Programme[] = [];
  let at = 0;
  for (const programme of more) {
    for (let next = shown[at]; next && next.startsAt < programme.startsAt; next = shown[++at])
      merged.push(next);
    const before = at > 0 ? shown[at - 1] : undefined;
    const after = shown[at];
    const isFree =
      (before?.endsAt ?? Number.NEGATIVE_INFINITY) <= programme.startsAt &&
      (after?.startsAt ?? Number.POSITIVE_INFINITY) >= programme.endsAt;
    if (isFree) merged.push(programme);
  }
  merged.push(...shown.slice(at));
  return merged;
}
