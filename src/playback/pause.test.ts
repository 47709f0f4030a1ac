import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlaybackSession, playbackSources } from '../domain/playback.ts';
import { planPlaybackPause } from './pause.ts';

const now = Date.UTC(2026, 1, 3, 20);
const film: PlaybackSession = {
  source: 'plex',
  id: 'tv',
  title: 'Film',
  user: 'Anna',
  player: 'Living Room TV',
  state: 'playing',
};
const { user: _user, ...nobodys } = film;
const { player: _player, ...nowhere } = film;

test('work rests while somebody watches, and says who', () => {
  expect(planPlaybackPause([film], true, now)).toEqual({
    cause: 'playback',
    scope: 'all',
    sentence: 'Anna watches “Film” on Living Room TV.',
    since: now,
  });
});

test('work does not rest when nobody watches, or when it is not to', () => {
  expect(planPlaybackPause([], true, now)).toBeUndefined();
  expect(planPlaybackPause([film], false, now)).toBeUndefined();
});

test('a pause that goes on began when it began', () => {
  const first = planPlaybackPause([film], true, now);
  expect(planPlaybackPause([{ ...film, title: 'Another' }], true, now + 1000, first)).toMatchObject({
    sentence: 'Anna watches “Another” on Living Room TV.',
    since: now,
  });
});

describe('the sentence', () => {
  test.each<[readonly PlaybackSession[], string]>([
    [[{ ...film, state: 'paused' }], 'Anna has paused “Film” on Living Room TV.'],
    [[nobodys], 'Somebody watches “Film” on Living Room TV.'],
    [[nowhere], 'Anna watches “Film”.'],
    [[{ ...film, title: '' }], 'Anna watches on Living Room TV.'],
    [[{ ...film, title: 'a\nb\u202e' }], 'Anna watches “a·b·” on Living Room TV.'],
    [[{ ...film, title: 'x'.repeat(500) }], `Anna watches “${'x'.repeat(79)}…” on Living Room TV.`],
    [[film, { ...film, id: 'phone', user: 'Ben' }], '2 people watch.'],
    [[nobodys, { ...nobodys, id: 'phone' }, { ...nobodys, source: 'emby' }], '3 people watch.'],
    [
      [
        { ...film, state: 'paused' },
        { ...film, id: 'phone', player: 'Phone' },
      ],
      'Anna watches “Film” on Phone.',
    ],
  ])('for %j', (sessions, sentence) => {
    expect(planPlaybackPause(sessions, true, now)?.sentence).toBe(sentence);
  });

  test('is one line of bounded length, whatever the servers told', () => {
    const text = fc.array(fc.nat(0xffff)).map(units => String.fromCharCode(...units));
    const session = fc.record(
      {
        source: fc.constantFrom(...playbackSources),
        id: text,
        title: text,
        user: text,
        player: text,
        state: fc.constantFrom('playing' as const, 'paused' as const),
      },
      { requiredKeys: ['source', 'id', 'title', 'state'] },
    );
    fc.assert(
      fc.property(fc.array(session, { minLength: 1, maxLength: 3 }), sessions => {
        const sentence = planPlaybackPause(sessions, true, now)?.sentence ?? '';
        expect(sentence).toMatch(/^\P{Cc}+\.$/u);
        expect(sentence.length).toBeLessThan(400);
      }),
    );
  });
});
