import { formatLength } from '../domain/amounts.ts';
import { hourMs } from './calendar.ts';

/** Both clocks, read together. */
export interface Tick {
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly wallAt: number;
  /** A clock of this process that never jumps, in milliseconds. */
  readonly monotonicMs: number;
}

/**
 * - `ok`: the clocks agree
 * - `jumped`: the wall clock was set, or the machine slept: to be recorded, and the plan made anew
 * - `suspect`: the wall clock cannot be right: nothing starts
 */
export type ClockVerdict = 'ok' | 'jumped' | 'suspect';

export interface ClockCheck {
  readonly verdict: ClockVerdict;
  /** How far the wall clock moved beyond the monotonic one since the last tick; negative when it was set back. */
  readonly byMs: number;
}

/** Slewing, and reading the two clocks one after the other, stays far below this. */
const toleranceMs = 5_000;

/** Set back further than this, a clock is not believed at once. */
const suspectBackMs = 24 * hourMs;

/** A clock that was set back and has run evenly for so long was meant. */
const suspicionMs = hourMs;

/**
 * Compares the wall clock with the monotonic one. `last` is the last tick that was not suspect (undefined at the
 * first): kept while the clock is suspect, it keeps it so until the clock is back, or has stayed where it was set for
 * an hour. Without that end a clock that once was years ahead would stop all maintenance until somebody looked.
 * A clock before the build (`builtAt`, milliseconds since 1970 UTC) is suspect for as long as it is.
 */
export function checkClock(last: Tick | undefined, now: Tick, builtAt: number): ClockCheck {
  const elapsedMs = last ? now.monotonicMs - last.monotonicMs : 0;
  const byMs = last ? now.wallAt - last.wallAt - elapsedMs : 0;
  const isSetBack = last !== undefined && last.wallAt - now.wallAt > suspectBackMs;
  if (now.wallAt < builtAt || (isSetBack && elapsedMs < suspicionMs)) return { verdict: 'suspect', byMs };
  return { verdict: Math.abs(byMs) > toleranceMs ? 'jumped' : 'ok', byMs };
}

/** What became of the clock, in one line for people. */
export function describeClock(verdict: 'jumped' | 'suspect', byMs: number): string {
  if (verdict === 'suspect') return 'The clock cannot be right, so nothing starts until it is.';
  const length = formatLength(Math.abs(byMs));
  const what = byMs < 0 ? `set back by ${length}` : `set forward by ${length}, or the computer slept`;
  return `The clock was ${what}; the plan is made anew.`;
}
