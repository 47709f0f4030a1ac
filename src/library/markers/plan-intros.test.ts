import { describe, expect, test } from 'vitest';
import { type MadeEpisode, type MadeSeason, makeSeason } from '../../../test/support/episodes.ts';
import { play, printOf } from '../../../test/support/season.ts';
import type { PlannedMarkers } from './decide-markers.ts';
import { type Episode, planIntros } from './plan-intros.ts';

const headSeconds = 75;

/** Milliseconds from a number of seconds. */
const ms = (seconds: number) => seconds * 1000;

function hear(season: Omit<MadeSeason, 'coldOpen' | 'seconds'>) {
  const made = makeSeason({ ...season, coldOpen: 40, seconds: headSeconds });
  return made.map((episode, n) => ({ ...episode, heard: toEpisode(episode, n) }));
}

function toEpisode({ scenes }: MadeEpisode, n: number): Episode {
  const head = printOf(play(scenes), headSeconds);
  return { partId: n, itemId: n, durationMs: ms(4 * headSeconds), chapters: [], keyframesMs: [], head };
}

function plan(episodes: readonly Episode[]): readonly PlannedMarkers[] {
  const work = planIntros(episodes);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** By how much both ends of a planned intro are off, in ms, the worse of both; undefined where there is none. */
function errorOf({ intro }: MadeEpisode, { spans: [span] }: PlannedMarkers): number | undefined {
  if (!intro || !span) return undefined;
  const isFromStart = span.startMs === 0 && intro.from <= 6;
  return Math.max(
    isFromStart ? 0 : Math.abs(span.startMs - ms(intro.from)),
    Math.abs(span.endMs - ms(intro.to)),
  );
}

describe('a season', () => {
  test('with one intro, at another time and another loudness in each episode', () => {
    const season = hear({ seed: 31, episodes: 5, introOf: () => ({ seed: 7, seconds: 24 }) });
    const planned = plan(season.map(({ heard }) => heard));
    for (const [n, intro] of planned.entries()) {
      expect(errorOf(season[n] as MadeEpisode, intro)).toBeLessThan(1000);
      expect(intro.decision).toEqual({ by: 'sound', comparedWith: 4 });
    }
  });

  test('with two intros, and episodes without any', () => {
    const season = hear({
      seed: 32,
      episodes: 8,
      introOf: n => (n === 2 || n === 6 ? undefined : { seed: n < 4 ? 8 : 9, seconds: n < 4 ? 18 : 30 }),
    });
    const planned = plan(season.map(({ heard }) => heard));
    for (const [n, intro] of planned.entries()) {
      const episode = season[n] as MadeEpisode;
      if (!episode.intro) expect(intro).toMatchObject({ decision: { by: 'nothing', comparedWith: 7 } });
      if (!episode.intro) expect(intro.spans).toEqual([]);
      else expect(errorOf(episode, intro)).toBeLessThan(1000);
    }
  });

  test('in which only two episodes of many share a passage has no intro', () => {
    const season = hear({
      seed: 33,
      episodes: 4,
      introOf: n => (n === 1 || n === 3 ? { seed: 10, seconds: 25 } : undefined),
    });
    expect(plan(season.map(({ heard }) => heard)).flatMap(({ spans }) => spans)).toEqual([]);
  });

  test('of two episodes has the intro that both share', () => {
    const season = hear({ seed: 34, episodes: 2, introOf: () => ({ seed: 11, seconds: 20 }) });
    const planned = plan(season.map(({ heard }) => heard));
    for (const [n, intro] of planned.entries())
      expect(errorOf(season[n] as MadeEpisode, intro)).toBeLessThan(1000);
  });

  test('of one episode in two versions has none', () => {
    const [episode] = hear({ seed: 35, episodes: 1, introOf: () => ({ seed: 12, seconds: 20 }) });
    const heard = episode?.heard as Episode;
    const planned = plan([heard, { ...heard, partId: 2 }]);
    expect(planned.flatMap(({ spans }) => spans)).toEqual([]);
  });

  test('with a silent, a humming and an unheard episode has no intro for these', () => {
    const silent = printOf(play([{ seconds: 30, seed: undefined }]), 30);
    const hum = printOf((left, right) => {
      for (let i = 0; i < left.length; i++) left[i] = right[i] = Math.sin(i / 20) / 2;
    }, 30);
    const season = hear({ seed: 36, episodes: 1, introOf: () => undefined }).map(({ heard }) => heard);
    const others = [silent, silent, hum, hum, undefined].map((head, n) => ({
      ...season[0],
      partId: n + 1,
      itemId: n + 1,
      head,
    }));
    expect(plan([...season, ...(others as Episode[])]).flatMap(({ spans }) => spans)).toEqual([]);
  });
});

test('a chapter that is called an intro comes first', () => {
  const chapters = [
    { startMs: 0, endMs: 31_000, title: 'Prologue' },
    { startMs: 31_000, endMs: 62_500, title: 'Intro' },
  ];
  const [planned] = plan([{ partId: 1, itemId: 1, durationMs: 600_000, chapters, keyframesMs: [] }]);
  expect(planned).toEqual({
    partId: 1,
    spans: [{ startMs: 31_000, endMs: 62_500 }],
    decision: { by: 'chapters', comparedWith: 0 },
  });
});
