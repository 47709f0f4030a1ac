import type { Look } from './card.ts';

/** What was seen of a film at one time, in ms from its start. */
export interface Glance {
  readonly atMs: number;
  readonly look: Look;
}

/** Glances from the first to the last one that show credits, as indices. */
export interface Roll {
  readonly first: number;
  readonly last: number;
}

/** Milliseconds of scenes, or of pictures between the cards, after which credits are over. */
const mostPauseMs = 8000;
/** What a time of other pictures counts against as long a time of credits. */
const weight = 2;
/** Shorter ones are the title of the film, or its dedication, in ms. */
const leastMs = 12_000;
/** Of their time, how much is black or a card. */
const leastShare = 0.75;
/** So near to the end there is only what nobody looks at, in ms. */
const endMs = 6000;

/**
 * Finds the credits among what was seen of the last part of a film: long spans in which nearly everything is writing or
 * black. Black alone is credits only where nothing else follows. Pure.
 *
 * @param glances in order of time, each good until the next
 * @param durationMs end of the film
 */
export function findRolls(glances: readonly Glance[], durationMs: number): readonly Roll[] {
  const rolls: Roll[] = [];
  for (let from = 0; from < glances.length; ) {
    const roll = findRoll(glances, durationMs, from);
    if (!roll) break;
    if (isCredits(glances, durationMs, roll)) rolls.push(roll);
    from = roll.last + 1;
  }
  return rolls;
}

/** The first span from an index on in which credits outweigh the rest. */
function findRoll(glances: readonly Glance[], durationMs: number, from: number): Roll | undefined {
  let first = -1;
  let last = -1;
  let sum = 0;
  let pauseMs = 0;
  for (let n = from; n < glances.length; n++) {
    const lengthMs = lengthOf(glances, durationMs, n);
    if (isLike(glances[n])) {
      if (first < 0) first = n;
      last = n;
      sum += lengthMs;
      pauseMs = 0;
    } else if (first >= 0) {
      sum -= weight * lengthMs;
      pauseMs += lengthMs;
      if (sum <= 0 || pauseMs > mostPauseMs) break;
    }
  }
  return first < 0 ? undefined : { first, last };
}

function isCredits(glances: readonly Glance[], durationMs: number, { first, last }: Roll): boolean {
  let like = 0;
  let all = 0;
  let hasCard = false;
  for (let n = first; n <= last; n++) {
    const lengthMs = lengthOf(glances, durationMs, n);
    all += lengthMs;
    if (isLike(glances[n])) like += lengthMs;
    if (glances[n]?.look === 'card') hasCard = true;
  }
  const restMs = durationMs - (glances[last + 1]?.atMs ?? durationMs);
  return all >= leastMs && like >= all * leastShare && (hasCard || restMs <= endMs);
}

function isLike(glance: Glance | undefined): boolean {
  return glance?.look === 'card' || glance?.look === 'black';
}

function lengthOf(glances: readonly Glance[], durationMs: number, n: number): number {
  return (glances[n + 1]?.atMs ?? durationMs) - (glances[n]?.atMs ?? 0);
}
