import { type Concern, concernOf, type Level, levelsOf } from './concern.ts';
import type { Limits, Strain } from './limits.ts';
import type { Readings } from './readings.ts';

/** Whether work on media goes on, with what the next judgement must know of this one. Instants as in {@link Readings}. */
export interface Verdict {
  /** Why work rests; absent while it goes on. */
  readonly concern?: Concern;
  /** When it came to that; −∞ where work has gone on from the start. */
  readonly since: number;
  /** Since when something has been above its limit, without a break. */
  readonly strainedSince?: number;
  /** Since when nothing has been above its limit, and what work rests for, or may be suspected of, well below; without a break. */
  readonly easySince?: number;
  /** How long work goes on at least before it rests for a strain that may be its own. */
  readonly patienceMs: number;
}

/** Whose it is can only be estimated: the work's own, or that of others. */
const suspicious: Strain = 'io';

/** Something must be too much for so long before work rests. */
const strainedMs = 10_000;
/** There must be ease for so long before work goes on, and nothing changes more often. */
const easyMs = 30_000;
/** A rest that ends within so long may have been in vain: the strain went with the work. */
const vainRestMs = 90_000;
/** Work that goes on with ease for so long was not the strain itself. */
const innocentMs = 60_000;
const mostPatienceMs = 600_000;

/**
 * Says whether work rests: when something has been above its limit for 10 s, until that has been well below, and
 * nothing else above, for 30 s. Nothing changes within 30 s of the last change, unless the limit is taken away.
 * `before` is the last verdict of the same stretch of work; the first one does not wait, as what it judges are averages
 * already.
 *
 * Whose work keeps the disks busy can only be estimated. Where all waiting ends whenever work rests, the work itself
 * is suspected: it goes on twice as long each time, up to 10 minutes, before it rests for them again.
 */
export function judge(readings: Readings, limits: Limits, before: Verdict | undefined): Verdict {
  const { at } = readings;
  const levels = levelsOf(readings, limits);
  const heeded = before?.concern?.strain ?? suspicious;
  const isStrained = levels.some(isAbove);
  const isEasy = !isStrained && levels.every(level => level.strain !== heeded || level.isWellBelow);
  const spans: Spans = {
    ...(isStrained && { strainedSince: before?.strainedSince ?? at }),
    ...(isEasy && { easySince: before?.easySince ?? at }),
  };
  const restFor = ({ strain }: Level, patienceMs: number): Verdict => ({
    ...spans,
    concern: concernOf(strain, readings, limits),
    since: at,
    patienceMs,
  });

  if (!before) {
    const worst = levels.find(isAbove);
    return worst ? restFor(worst, easyMs) : { ...spans, since: Number.NEGATIVE_INFINITY, patienceMs: easyMs };
  }

  const { concern, since } = before;
  if (!concern) {
    const isInnocent = lasts(since, innocentMs, at) && lasts(spans.easySince, innocentMs, at);
    const patienceMs = isInnocent ? easyMs : before.patienceMs;
    const worst = levels
      .filter(isAbove)
      .find(({ strain }) => lasts(since, strain === suspicious ? patienceMs : easyMs, at));
    return worst && lasts(spans.strainedSince, strainedMs, at)
      ? restFor(worst, patienceMs)
      : { ...spans, since, patienceMs };
  }

  const isLifted = limits[concern.strain] === undefined && !isStrained;
  if (isLifted || lasts(spans.easySince, easyMs, at)) {
    const wasVain = !isLifted && concern.strain === suspicious && at - since <= vainRestMs;
    const patienceMs = wasVain ? Math.min(before.patienceMs * 2, mostPatienceMs) : easyMs;
    return { ...spans, since: at, patienceMs };
  }

  // It may rest on for another reason than it began with.
  const isOver = levels.every(level => level.strain !== concern.strain || level.isWellBelow);
  const other = levels.find(isAbove);
  return isOver && other && lasts(since, easyMs, at)
    ? restFor(other, before.patienceMs)
    : { ...spans, concern, since, patienceMs: before.patienceMs };
}

type Spans = Pick<Verdict, 'strainedSince' | 'easySince'>;

const isAbove = (level: Level) => level.isAbove;

function lasts(since: number | undefined, ms: number, at: number): boolean {
  return since !== undefined && at - since >= ms;
}
