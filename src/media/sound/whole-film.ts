import type { Span } from './span.ts';

/** Nothing in a library goes on for longer, in ms. */
const longestMs = 24 * 3_600_000;
/** By how much a file may be longer than it says, in ms. */
const toleranceMs = 60_000;

/**
 * All of a film, for meters that want a span: what is missing in that is filled with silence, so it must not be as long
 * as any header may claim.
 *
 * @param durationMs undefined where the file does not say
 */
export function wholeFilm(durationMs = longestMs): Span {
  return { fromMs: 0, toMs: Math.min(longestMs, durationMs + toleranceMs) };
}
