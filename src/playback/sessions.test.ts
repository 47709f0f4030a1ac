import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlaybackSession, playbackSources } from '../domain/playback.ts';
import { PlaybackSessions } from './sessions.ts';

const minute = 60_000;
const hour = 60 * minute;
const evening = Date.UTC(2026, 1, 3, 20);
const attic = 'http://attic:32400';

const film: PlaybackSession = {
  source: 'plex',
  id: 'tv',
  title: 'Film',
  user: 'Anna',
  player: 'TV',
  state: 'playing',
};
const paused: PlaybackSession = { ...film, state: 'paused' };
const song: PlaybackSession = { ...film, id: 'phone', title: 'Song', user: 'Ben' };
const end = { kind: 'ended', source: 'plex', id: 'tv' } as const;
const active = (session: PlaybackSession) => ({ kind: 'active', session }) as const;

function counting(sessions = new PlaybackSessions()) {
  let changes = 0;
  sessions.on('change', () => changes++);
  return { sessions, changes: () => changes };
}

describe('what webhooks tell', () => {
  test('is listed until its end is told', () => {
    const { sessions, changes } = counting();
    sessions.take(active(film), evening);
    sessions.take(active(song), evening);
    expect(sessions.list(evening)).toEqual([film, song]);
    sessions.take(end, evening + hour);
    expect(sessions.list(evening + hour)).toEqual([song]);
    expect(changes()).toBe(3);
  });

  test('is a change only where the list is another one then', () => {
    const { sessions, changes } = counting();
    sessions.take(end, evening);
    expect(changes()).toBe(0);
    for (let at = evening; at < evening + hour; at += minute) sessions.take(active(film), at);
    expect(changes()).toBe(1);
    sessions.take(active(paused), evening + hour);
    expect(changes()).toBe(2);
    sessions.take(active({ ...paused, title: 'Another' }), evening + hour);
    expect(changes()).toBe(3);
  });

  test('counts for six hours after it was last heard of', () => {
    const sessions = new PlaybackSessions();
    sessions.take(active(film), evening);
    sessions.take(active(film), evening + hour);
    expect(sessions.list(evening + 7 * hour - 1)).toEqual([film]);
    expect(sessions.list(evening + 7 * hour)).toEqual([]);
  });

  test('counts for half an hour of a pause, however often that is told', () => {
    const { sessions, changes } = counting();
    sessions.take(active(film), evening);
    for (let at = evening; at < evening + 8 * hour; at += minute) {
      sessions.take(active(paused), at);
      expect(sessions.list(at)).toEqual(at < evening + 30 * minute ? [paused] : []);
    }
    expect(changes()).toBe(2);
  });

  test('counts again when it goes on, and its next pause anew', () => {
    const sessions = new PlaybackSessions();
    sessions.take(active(paused), evening);
    sessions.take(active(film), evening + hour);
    expect(sessions.list(evening + hour)).toEqual([film]);
    sessions.take(active(paused), evening + 2 * hour);
    expect(sessions.list(evening + 2 * hour + 29 * minute)).toEqual([paused]);
  });

  test('counts for other times, where they are asked for', () => {
    const sessions = new PlaybackSessions({ playingMs: hour, pausedMs: minute });
    sessions.take(active(film), evening);
    sessions.take(active({ ...song, state: 'paused' }), evening);
    expect(sessions.list(evening + minute)).toEqual([film]);
    expect(sessions.list(evening + hour)).toEqual([]);
  });

  test('is not kept for days when the clock is set back', () => {
    const sessions = new PlaybackSessions();
    sessions.take(active(film), evening);
    expect(sessions.list(evening - minute)).toEqual([film]);
    expect(sessions.list(evening - 48 * hour)).toEqual([]);
  });

  test('is bounded', () => {
    const sessions = new PlaybackSessions();
    for (let index = 0; index < 1200; index++) sessions.take(active({ ...film, id: `${index}` }), evening);
    expect(sessions.list(evening)).toHaveLength(1000);
    expect(sessions.list(evening).at(-1)?.id).toBe('1199');
  });
});

describe('what a server lists', () => {
  test('takes the place of what it listed before', () => {
    const { sessions, changes } = counting();
    sessions.replace('plex', attic, [film], evening);
    sessions.replace('plex', attic, [film, song], evening + minute);
    sessions.replace('plex', attic, [song], evening + 2 * minute);
    expect(sessions.list(evening + 2 * minute)).toEqual([song]);
    expect(changes()).toBe(3);
  });

  test('leaves alone what other servers and webhooks told', () => {
    const sessions = new PlaybackSessions();
    const series: PlaybackSession = { ...film, source: 'jellyfin' };
    sessions.replace('jellyfin', 'http://attic:8096', [series], evening);
    sessions.take(active(song), evening);
    sessions.replace('plex', attic, [film], evening + minute);
    sessions.replace('plex', attic, [], evening + 2 * minute);
    expect(sessions.list(evening + 2 * minute)).toEqual([series, song]);
  });

  test('counts once with what a webhook told', () => {
    const { sessions, changes } = counting();
    sessions.take(active(film), evening);
    sessions.replace('plex', attic, [film], evening + minute);
    expect(sessions.list(evening + minute)).toEqual([film]);
    expect(changes()).toBe(1);
    sessions.take(end, evening + 2 * minute);
    expect(sessions.list(evening + 2 * minute)).toEqual([]);
  });

  test('ends what a webhook began, when its end was never told', () => {
    const sessions = new PlaybackSessions();
    sessions.take(active(film), evening);
    sessions.replace('plex', attic, [film], evening + minute);
    sessions.replace('plex', attic, [], evening + 2 * minute);
    expect(sessions.list(evening + 2 * minute)).toEqual([]);
  });

  test('does not undo what a webhook told while the answer was on its way', () => {
    const sessions = new PlaybackSessions();
    sessions.replace('plex', attic, [paused], evening);
    sessions.take(active(film), evening + minute + 1);
    sessions.replace('plex', attic, [paused], evening + minute);
    expect(sessions.list(evening + minute + 1)).toEqual([film]);
    sessions.replace('plex', attic, [], evening + minute);
    expect(sessions.list(evening + minute + 1)).toEqual([film]);
    sessions.replace('plex', attic, [], evening + 2 * minute);
    expect(sessions.list(evening + 2 * minute)).toEqual([]);
  });

  test('counts for half an hour of a pause', () => {
    const sessions = new PlaybackSessions();
    for (let at = evening; at < evening + 8 * hour; at += minute)
      sessions.replace('plex', attic, [paused], at);
    expect(sessions.list(evening + 8 * hour)).toEqual([]);
    sessions.replace('plex', attic, [film], evening + 8 * hour);
    expect(sessions.list(evening + 8 * hour)).toEqual([film]);
  });

  test('plays, where one player is listed playing and paused', () => {
    const sessions = new PlaybackSessions();
    sessions.replace('plex', attic, [film, paused], evening);
    expect(sessions.list(evening)).toEqual([film]);
    sessions.replace('plex', attic, [paused, film], evening + minute);
    expect(sessions.list(evening + minute)).toEqual([film]);
  });

  test('is the same as what Tautulli tells of the same player', () => {
    const sessions = new PlaybackSessions();
    const told: PlaybackSession = { ...film, source: 'tautulli' };
    sessions.take(active(told), evening);
    sessions.replace('plex', attic, [film], evening + minute);
    expect(sessions.list(evening + minute)).toEqual([film]);
    sessions.take({ ...end, source: 'tautulli' }, evening + 2 * minute);
    expect(sessions.list(evening + 2 * minute)).toEqual([]);
  });

  test('a late answer of long ago takes nothing away that was told since', () => {
    const sessions = new PlaybackSessions();
    sessions.replace('plex', attic, [film], evening);
    sessions.take(active(song), evening + 10 * hour);
    sessions.replace('plex', attic, [], evening);
    expect(sessions.list(evening + 10 * hour)).toEqual([song]);
  });
});

test('whatever is told, a session is listed once, and none a day later', () => {
  const session = fc.record({
    source: fc.constantFrom(...playbackSources),
    id: fc.constantFrom('tv', 'phone'),
    title: fc.constantFrom('Film', 'Song'),
    state: fc.constantFrom('playing' as const, 'paused' as const),
  });
  const told = fc.oneof(
    session.map(active),
    session.map(({ source, id }) => ({ kind: 'ended' as const, source, id })),
    fc.record({ source: fc.constantFrom('plex' as const, 'jellyfin' as const), sessions: fc.array(session) }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(told, fc.nat(8 * hour))), news => {
      const sessions = new PlaybackSessions();
      for (const [what, after] of news) {
        const at = evening + after;
        if ('kind' in what) sessions.take(what, at);
        else sessions.replace(what.source, attic, what.sessions, at);
        const listed = sessions.list(at).map(({ source, id }) => `${source} ${id}`);
        expect(new Set(listed).size).toBe(listed.length);
      }
      expect(sessions.list(evening + 24 * hour)).toEqual([]);
    }),
  );
});
