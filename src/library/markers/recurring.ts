import type { SoundPrint } from '../../domain/analysis.ts';
import { type IndexedPrint, indexPrint, type Print, readPrint } from './points.ts';
import { findSharedPassages } from './shared-passages.ts';

/** A film among those that it may share something with. */
export interface Voice {
  readonly id: number;
  /** What it is of: versions and copies of one episode share everything, and tell nothing of each other. */
  readonly of: number;
  readonly print: Print;
}

/** A passage of a film that others have as well. */
export interface Recurrence {
  readonly startMs: number;
  readonly endMs: number;
}

export interface Limits {
  readonly leastMs: number;
  /** What is longer is no such passage: two recordings of the same broadcast, or a part that was repeated. */
  readonly mostMs: number;
}

/** In a season, what is to recur recurs in episodes that are near: with how many on either side each one is compared. */
const reach = 8;
/** By how much two findings of one passage may differ at either end, in ms. */
const toleranceMs = 2500;
/** Of the most partners that any passage of a film has, how many a longer one must have to be taken for it. */
const leastSupport = 0.25;

interface Finding extends Recurrence {
  /** With which other film it is shared, and where that has it. */
  readonly with: Voice;
  readonly there: Recurrence;
}

/** Of those parts that were heard, what they sound like. Pure; yields after each, as {@link findRecurring} does. */
export function* readVoices<P extends { readonly partId: number; readonly itemId: number }>(
  parts: readonly P[],
  printOf: (part: P) => SoundPrint | undefined,
): Generator<void, readonly Voice[]> {
  const voices: Voice[] = [];
  for (const part of parts) {
    const print = printOf(part);
    if (!print) continue;
    voices.push({ id: part.partId, of: part.itemId, print: readPrint(print) });
    yield;
  }
  return voices;
}

/** Tells of how many other items than one there are voices. */
export function otherVoices(voices: readonly Voice[]): (itemId: number) => number {
  const items = new Set(voices.map(voice => voice.of));
  return itemId => items.size - (items.has(itemId) ? 1 : 0);
}

/**
 * Finds, in each film, the passage that it shares with others: with two at least, unless there is only one other. Films
 * are given in the order of their season. Pure; yields between two comparisons, of which each takes a few milliseconds
 * at most, for whoever has other things to do as well.
 */
export function* findRecurring(
  voices: readonly Voice[],
  limits: Limits,
): Generator<void, ReadonlyMap<number, Recurrence>> {
  const findings = new Map<number, Finding[]>(voices.map(({ id }) => [id, []]));
  for (const [n, a] of voices.entries()) {
    const print = indexPrint(a.print);
    for (const b of voices.slice(n + 1, n + 1 + reach)) {
      if (a.of === b.of) continue;
      for (const { ofA, ofB } of findShared(print, b.print, limits)) {
        findings.get(a.id)?.push({ ...ofA, with: b, there: ofB });
        findings.get(b.id)?.push({ ...ofB, with: a, there: ofA });
      }
      yield;
    }
  }
  const needed = new Set(voices.map(voice => voice.of)).size > 2 ? 2 : 1;
  const chosen = new Map<number, Recurrence>();
  for (const [id, all] of findings) {
    const best = choose(all, needed);
    if (best) chosen.set(id, best);
  }
  // One that shares it with a single other has it all the same, where that shares it with more.
  for (const [id, all] of findings) {
    if (chosen.has(id)) continue;
    const known = all.find(({ with: other, there }) => {
      const sure = chosen.get(other.id);
      return sure !== undefined && isAlike(sure, there);
    });
    if (known) chosen.set(id, { startMs: known.startMs, endMs: known.endMs });
  }
  return chosen;
}

function findShared(a: IndexedPrint, b: Print, { leastMs, mostMs }: Limits) {
  const shared = findSharedPassages(a, b, leastMs);
  return shared.filter(({ ofA }) => ofA.endMs - ofA.startMs <= mostMs);
}

/** The longest passage that enough others have, with the ends on which most agree. */
function choose(all: readonly Finding[], needed: number): Recurrence | undefined {
  const groups = all.map(one => {
    const alike = all.filter(other => isAlike(one, other));
    const partners = new Set(alike.map(other => other.with.of)).size;
    return { one, alike, partners, lengthMs: one.endMs - one.startMs };
  });
  const most = Math.max(0, ...groups.map(({ partners }) => partners));
  const enough = groups.filter(({ partners }) => partners >= Math.max(needed, most * leastSupport));
  const [best] = enough.sort((a, b) => b.lengthMs - a.lengthMs);
  if (!best) return undefined;
  return {
    startMs: median(best.alike.map(({ startMs }) => startMs)),
    endMs: median(best.alike.map(({ endMs }) => endMs)),
  };
}

function isAlike(one: Recurrence, other: Recurrence): boolean {
  return (
    Math.abs(one.startMs - other.startMs) <= toleranceMs && Math.abs(one.endMs - other.endMs) <= toleranceMs
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
