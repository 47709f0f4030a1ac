import { describe, expect, test } from 'vitest';
import { estimateOffset } from './estimate-offset.ts';
import type { Shown } from './parse-times.ts';

/** A number from 0 to 1 after the other, always the same ones. */
function chance(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Sentences and pauses of a film. */
function talk(seed: number, minutes: number): readonly Shown[] {
  const next = chance(seed);
  const spans: Shown[] = [];
  for (let at = 5_000 + 20_000 * next(); at < minutes * 60_000; ) {
    const toMs = at + 700 + 3_000 * next();
    spans.push({ fromMs: at, toMs });
    at = toMs + 200 + (next() < 0.2 ? 20_000 : 3_000) * next();
  }
  return spans;
}

/** Subtitles of speech: some lines are missing, each stays a while, and none is quite on time. */
function subtitle(speech: readonly Shown[], offMs: number, seed: number): readonly Shown[] {
  const next = chance(seed);
  return speech
    .filter(() => next() > 0.15)
    .map(({ fromMs, toMs }) => ({
      fromMs: fromMs - offMs + 200 * (next() - 0.5),
      toMs: toMs - offMs + 800 * next(),
    }));
}

describe('the offset', () => {
  test.for([0, 1_300, -2_450, 17_200, -48_000])('of subtitles that are %i ms early is found', offMs => {
    for (const seed of [1, 2, 3]) {
      const speech = talk(seed, 40);
      const found = estimateOffset(speech, subtitle(speech, offMs, seed + 50));
      expect(Math.abs((found?.offsetMs ?? Number.NaN) - offMs)).toBeLessThan(120);
      expect(found?.confidence).toBeGreaterThan(0.5);
    }
  });

  test('is not told of the subtitles of another film', () => {
    for (let seed = 1; seed <= 12; seed++)
      expect(estimateOffset(talk(seed, 60), subtitle(talk(seed + 100, 60), 0, seed))).toBeUndefined();
  });

  test('is not told where times run apart, as with another frame rate', () => {
    const speech = talk(4, 60);
    const slower = speech.map(({ fromMs, toMs }) => ({ fromMs: fromMs * 1.0427, toMs: toMs * 1.0427 }));
    expect(estimateOffset(speech, slower)).toBeUndefined();
  });

  test('is not told of few lines, of silence, and of damaged times', () => {
    const speech = talk(5, 30);
    expect(estimateOffset(speech, speech.slice(0, 10))).toBeUndefined();
    expect(estimateOffset([], speech)).toBeUndefined();
    expect(estimateOffset(speech, [])).toBeUndefined();
    const late = speech.map(({ fromMs, toMs }) => ({ fromMs: fromMs * 1e5, toMs: toMs * 1e5 }));
    expect(estimateOffset(speech, late)).toBeUndefined();
  });
});
