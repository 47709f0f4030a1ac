import { describe, expect, test } from 'vitest';
import { play, printOf } from '../../../test/support/season.ts';
import { type Ending, planCredits } from './plan-credits.ts';

const minutes = 20;
const durationMs = minutes * 60_000;
/** Seconds of the end that were heard. */
const heard = 60;

function plan(endings: readonly Ending[]) {
  const work = planCredits(endings);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const film: Ending = { partId: 1, itemId: 1, durationMs, chapters: [], keyframesMs: [] };
const roll = { startMs: durationMs - 50_000, endMs: durationMs - 3000, isFinal: true };

/** The end of an episode: some scene, then music, then what follows. */
function ending(n: number, music: { seed: number; seconds: number }, after: number): Ending {
  const before = heard - music.seconds - after;
  const scenes = [{ seconds: before, seed: 900 + n }, music, { seconds: after, seed: 950 + n }];
  const startMs = durationMs - heard * 1000;
  const tail = printOf(play(scenes), heard);
  const silences = tail.silences.map(([from, to]) => [from + startMs, to + startMs] as const);
  return { ...film, partId: n, itemId: n, tail: { ...tail, startMs, silences } };
}

describe('credits', () => {
  test('are what chapters say', () => {
    const chapters = [{ startMs: 1_100_000, endMs: durationMs, title: 'End Credits' }];
    expect(plan([{ ...film, chapters, seen: { rolls: [roll] } }])).toEqual([
      {
        partId: 1,
        spans: [{ startMs: 1_100_000, endMs: durationMs, final: true }],
        decision: { by: 'chapters', comparedWith: 0 },
      },
    ]);
  });

  test('are what is seen, up to the end where nothing follows', () => {
    const middle = { startMs: 1_000_000, endMs: 1_030_000, isFinal: false };
    expect(plan([{ ...film, seen: { rolls: [middle, roll] } }])[0]).toMatchObject({
      spans: [
        { startMs: 1_000_000, endMs: 1_030_000 },
        { startMs: roll.startMs, endMs: durationMs, final: true },
      ],
      decision: { by: 'pictures' },
    });
  });

  test('are the music that episodes end with, where nothing is seen', () => {
    const season = [1, 2, 3].map(n => ending(n, { seed: 77, seconds: 25 }, 0));
    for (const { spans, decision } of plan(season)) {
      expect(decision).toEqual({ by: 'sound', comparedWith: 2 });
      expect(spans).toEqual([
        { startMs: expect.closeTo(durationMs - 25_000, -3.3), endMs: durationMs, final: true },
      ]);
    }
  });

  test('are over before a preview', () => {
    const season = [1, 2, 3].map(n => ending(n, { seed: 78, seconds: 20 }, 15 + n));
    for (const [n, { spans }] of plan(season).entries()) {
      const endMs = durationMs - (16 + n) * 1000;
      expect(spans).toEqual([
        { startMs: expect.closeTo(endMs - 20_000, -3.3), endMs: expect.closeTo(endMs, -3.3) },
      ]);
    }
  });

  test('are not the music that two episodes share', () => {
    const season = [1, 2].map(n => ending(n, { seed: 79, seconds: 25 }, 0));
    expect(plan(season).flatMap(({ spans }) => spans)).toEqual([]);
  });

  test('are nowhere, where nothing is known', () => {
    expect(plan([film])).toEqual([{ partId: 1, spans: [], decision: { by: 'nothing', comparedWith: 0 } }]);
  });
});
