import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerJson, startMediaServer } from '../../test/support/media-server.ts';
import { formatError } from '../domain/errors.ts';
import { PlaybackPoller } from './poller.ts';
import type { PlaybackServer } from './server.ts';
import { PlaybackSessions } from './sessions.ts';

const evening = Date.UTC(2026, 1, 3, 20);
const answerFilm = answerJson({
  MediaContainer: { size: 1, Metadata: [{ title: 'Film', Player: { machineIdentifier: 'tv' } }] },
});
const film = { source: 'plex', id: 'tv', title: 'Film', state: 'playing' } as const;
const answerPilot = answerJson([{ DeviceId: 'browser', NowPlayingItem: { Name: 'Pilot' } }]);
const pilot = { source: 'jellyfin', id: 'browser', title: 'Pilot', state: 'playing' } as const;

const plexAt = (url: string): PlaybackServer => ({ source: 'plex', url, token: 'a' });
const jellyfinAt = (url: string): PlaybackServer => ({ source: 'jellyfin', url, token: 'b' });

/** A poller in a world that the test moves, and what it tells. */
function polling(...servers: PlaybackServer[]) {
  const world = { servers, isWorking: false, now: evening, rounds: 0 };
  const sessions = new PlaybackSessions();
  const poller = new PlaybackPoller({
    servers: () => {
      world.rounds++;
      return world.servers;
    },
    sessions,
    isWorking: () => world.isWorking,
    now: () => world.now,
  });
  const told: string[] = [];
  poller.on('lost', error => told.push(formatError(error)));
  poller.on('back', url => told.push(`${url} is back`));
  return {
    world,
    sessions,
    poller,
    told,
    list: () => sessions.list(world.now),
    /** One round at an instant, from its beginning to its end. */
    pollAt: async (now: number) => {
      world.now = now;
      const over = once(poller, 'polled');
      if (world.rounds === 0) poller.start();
      else poller.poke();
      await over;
    },
    [Symbol.asyncDispose]: () => poller.stop(),
  };
}

test('every configured server is asked, and one that does not answer hides no other', async () => {
  await using plex = await startMediaServer(answerFilm);
  await using jellyfin = await startMediaServer(answerPilot);
  await using broken = await startMediaServer((_, response) => response.writeHead(500).end());
  await using poll = polling(plexAt(broken.url), plexAt(plex.url), jellyfinAt(jellyfin.url));
  await poll.pollAt(evening);
  expect(new Set(poll.list())).toEqual(new Set([film, pilot]));
  expect(poll.told).toEqual([
    `${broken.url} does not tell who watches: it answers with the status 500. Check its address and token in the ` +
      'preferences; work goes on, and it is asked again.',
  ]);
});

test('what one server tells does not wait for another', async () => {
  await using silent = await startMediaServer(() => {});
  await using jellyfin = await startMediaServer(answerPilot);
  await using poll = polling(plexAt(silent.url), jellyfinAt(jellyfin.url));
  const change = once(poll.sessions, 'change');
  poll.poller.start();
  await change;
  expect(poll.list()).toEqual([pilot]);
});

test('a server that is lost is told once, forgotten after two minutes, and told again when it is back', async () => {
  let answer = answerFilm;
  await using plex = await startMediaServer((request, response) => answer(request, response));
  await using poll = polling(plexAt(plex.url));
  await poll.pollAt(evening);
  answer = (_, response) => response.writeHead(401).end();
  for (const after of [60_000, 75_000, 119_999]) await poll.pollAt(evening + after);
  expect(poll.list()).toEqual([film]);
  await poll.pollAt(evening + 120_000);
  expect(poll.list()).toEqual([]);
  expect(poll.told).toEqual([expect.stringContaining(`${plex.url} does not tell who watches: it refuses`)]);

  answer = answerFilm;
  await poll.pollAt(evening + 3600_000);
  await poll.pollAt(evening + 3660_000);
  expect(poll.list()).toEqual([film]);
  expect(poll.told.slice(1)).toEqual([`${plex.url} is back`]);

  answer = (_, response) => response.end('<html></html>');
  await poll.pollAt(evening + 3720_000);
  expect(poll.told.slice(2)).toEqual([expect.stringContaining('its answer is no JSON')]);
});

test('what webhooks tell is kept while a server is lost', async () => {
  let answer = answerFilm;
  await using plex = await startMediaServer((request, response) => answer(request, response));
  await using poll = polling(plexAt(plex.url));
  await poll.pollAt(evening);
  answer = (_, response) => response.destroy();
  poll.sessions.take({ kind: 'active', session: { ...film, title: 'Sequel' } }, evening + 60_000);
  for (let hours = 1; hours <= 5; hours++) await poll.pollAt(evening + hours * 3600_000);
  expect(poll.list()).toEqual([{ ...film, title: 'Sequel' }]);
});

test('the sessions of a server that is configured no more are forgotten at once', async () => {
  await using plex = await startMediaServer(answerFilm);
  await using jellyfin = await startMediaServer(answerPilot);
  await using poll = polling(plexAt(plex.url));
  await poll.pollAt(evening);
  poll.world.servers = [jellyfinAt(jellyfin.url)];
  await poll.pollAt(evening + 1);
  expect(poll.list()).toEqual([pilot]);
  poll.world.servers = [];
  await poll.pollAt(evening + 2);
  expect(poll.list()).toEqual([]);
  expect(plex.requests).toHaveLength(1);
});

test('a poke during a round brings one more', async () => {
  const gate = Promise.withResolvers<void>();
  await using plex = await startMediaServer(async (request, response) => {
    await gate.promise;
    answerFilm(request, response);
  });
  await using poll = polling(plexAt(plex.url));
  poll.poller.start();
  poll.poller.poke();
  poll.poller.poke();
  await plex.asked(1);
  expect(poll.world.rounds).toBe(1);
  gate.resolve();
  await once(poll.poller, 'polled');
  await once(poll.poller, 'polled');
  expect(poll.world.rounds).toBe(2);
});

test('a stop ends the question under way, which is no loss; both may come twice', async () => {
  await using silent = await startMediaServer(() => {});
  await using poll = polling(plexAt(silent.url));
  poll.poller.start();
  poll.poller.start();
  await silent.asked(1);
  await Promise.all([poll.poller.stop(), poll.poller.stop()]);
  poll.poller.poke();
  expect(poll.world.rounds).toBe(1);
  poll.poller.start();
  await silent.asked(2);
  await poll.poller.stop();
  expect(poll.told).toEqual([]);
});

describe('by the clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('servers are asked every minute, every 15 s while work runs, and never after a stop', async () => {
    await using plex = await startMediaServer(answerFilm);
    await using poll = polling(plexAt(plex.url));
    const rounds = async (seconds: number) => {
      const before = poll.world.rounds;
      const over = once(poll.poller, 'polled');
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      if (poll.world.rounds > before) await over;
      return poll.world.rounds;
    };
    await poll.pollAt(evening);
    const first = poll.world.rounds;
    expect(await rounds(59)).toBe(first);
    expect(await rounds(1)).toBe(first + 1);
    expect(await rounds(20)).toBe(first + 1);
    poll.world.isWorking = true;
    expect(await rounds(10)).toBe(first + 2);
    expect(await rounds(14)).toBe(first + 2);
    expect(await rounds(1)).toBe(first + 3);
    poll.world.isWorking = false;
    expect(await rounds(59)).toBe(first + 3);
    await poll.poller.stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(poll.world.rounds).toBe(first + 3);
  });
});
