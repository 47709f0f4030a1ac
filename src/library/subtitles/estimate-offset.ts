import type { Shown } from './parse-times.ts';

/** How far subtitles may be off, and in which steps that is tried, in ms. */
const farthest = 60_000;
const step = 100;
/** Fewer lines, or seconds of speech, say nothing. */
const leastLines = 15;
const leastSpeechMs = 20_000;
/** How much speech and subtitles must agree, and by how much more than at any other offset: else it is chance. */
const leastAgreement = 0.25;
const leastLead = 0.08;
/** Offsets that are no other ones: lines and pauses are some seconds long. */
const nearby = 4_000;
/** How far from a line the speech begins that is spoken in it, in ms. */
const reach = 800;

export interface Offset {
  /** By how much subtitles should come later, in ms: negative where they come too late. */
  readonly offsetMs: number;
  /** 0 to 1: how well they then agree with speech. */
  readonly confidence: number;
}

/**
 * By how much subtitles are off from speech: where both cover the same time best, as their correlation tells, and then
 * where lines begin with speech. Undefined where that is not clear: too few lines, another film, times that run apart.
 *
 * @param speech spans in order, in ms
 * @param lines in order, in ms
 */
export function estimateOffset(speech: readonly Shown[], lines: readonly Shown[]): Offset | undefined {
  const spoken = speech.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  if (lines.length < leastLines || spoken < leastSpeechMs) return undefined;
  const shown = union(lines);
  const startMs = Math.min(speech[0]?.fromMs ?? 0, shown[0]?.fromMs ?? 0) - farthest;
  const endMs = Math.max(speech.at(-1)?.toMs ?? 0, shown.at(-1)?.toMs ?? 0) + farthest;
  // A day is longer than any film: what claims more is damaged.
  if (endMs - startMs > 86_400_000) return undefined;
  const until = sumUp(speech, startMs, endMs);
  const lengthMs = endMs - startMs - 2 * farthest;
  const agreements: { offsetMs: number; agreement: number }[] = [];
  for (let offsetMs = -farthest; offsetMs <= farthest; offsetMs += step) {
    let both = 0;
    for (const { fromMs, toMs } of shown) both += until(toMs + offsetMs) - until(fromMs + offsetMs);
    agreements.push({ offsetMs, agreement: correlate(both, spoken, lengthOf(shown), lengthMs) });
  }
  const best = agreements.reduce((a, b) => (b.agreement > a.agreement ? b : a));
  const others = agreements.filter(({ offsetMs }) => Math.abs(offsetMs - best.offsetMs) > nearby);
  const next = Math.max(...others.map(({ agreement }) => agreement));
  if (best.agreement < leastAgreement || best.agreement - next < leastLead) return undefined;
  return {
    offsetMs: Math.round(refine(speech, shown, best.offsetMs) / 10) * 10,
    confidence: Math.round(Math.min(1, best.agreement) * 100) / 100,
  };
}

/** Lines that are shown together are one. */
function union(lines: readonly Shown[]): readonly Shown[] {
  const joined: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of lines) {
    const last = joined.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

function lengthOf(spans: readonly Shown[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** How much of the time up to a moment is covered, asked for any moment. */
function sumUp(spans: readonly Shown[], startMs: number, endMs: number): (ms: number) => number {
  const sums = new Float64Array(Math.ceil((endMs - startMs) / step) + 2);
  for (const { fromMs, toMs } of spans) {
    for (let ms = fromMs; ms < toMs; ) {
      const slot = Math.floor((ms - startMs) / step);
      const next = Math.min(toMs, startMs + (slot + 1) * step);
      sums[slot + 1] = (sums[slot + 1] ?? 0) + next - ms;
      ms = next;
    }
  }
  for (let slot = 1; slot < sums.length; slot++) sums[slot] = (sums[slot] ?? 0) + (sums[slot - 1] ?? 0);
  return ms => {
    const place = Math.min(sums.length - 2, Math.max(0, (ms - startMs) / step));
    const slot = Math.floor(place);
    const before = sums[slot] ?? 0;
    return before + ((sums[slot + 1] ?? 0) - before) * (place - slot);
  };
}

/** Pearson's correlation of two things that are either so or not: how long both are, each is, and all of it. */
function correlate(both: number, one: number, other: number, all: number): number {
  const [a, b] = [one / all, other / all];
  const spread = Math.sqrt(a * (1 - a) * b * (1 - b));
  return spread > 0 ? (both / all - a * b) / spread : 0;
}

/** Lines mostly begin with what is spoken and end some time after it: the median of the beginnings is exact. */
function refine(speech: readonly Shown[], lines: readonly Shown[], offsetMs: number): number {
  const differences: number[] = [];
  let near = 0;
  for (const { fromMs } of lines) {
    const expected = fromMs + offsetMs;
    while ((speech[near]?.fromMs ?? Number.POSITIVE_INFINITY) < expected - reach) near++;
    const begins = speech[near]?.fromMs;
    if (begins !== undefined && begins <= expected + reach) differences.push(begins - expected);
  }
  differences.sort((a, b) => a - b);
  return offsetMs + (differences[differences.length >> 1] ?? 0);
}
