import { expect, test } from 'vitest';
import { answerJson, startMediaServer } from '../../test/support/media-server.ts';
import { askPlex } from './poll-plex.ts';

const { signal } = new AbortController();

/** As Plex Media Server lists a session, without the parts that are not read. */
function listed(metadata: object, state: string, player: object = {}) {
  return {
    addedAt: 1660011171,
    duration: 6480000,
    key: '/library/metadata/15496',
    librarySectionID: '1',
    sessionKey: '27',
    type: 'movie',
    viewOffset: 61000,
    Media: [{ id: '1', videoCodec: 'hevc', Part: [{ id: '2', decision: 'directplay' }] }],
    User: { id: '1', thumb: 'https://plex.tv/users/0123456789abcdef/avatar', title: 'Anna' },
    Player: {
      address: '192.168.1.20',
      machineIdentifier: 'r6yfkdnfggbh2bdnvkffwbms',
      product: 'Plex for LG',
      state,
      title: 'Living Room TV',
      local: true,
      ...player,
    },
    Session: { id: '9x3m1j8q0w2e4r6t', bandwidth: 22417, location: 'lan' },
    ...metadata,
  };
}

const playing = {
  source: 'plex',
  id: 'r6yfkdnfggbh2bdnvkffwbms',
  title: 'October Sky',
  user: 'Anna',
  player: 'Living Room TV',
  state: 'playing',
};

test('is asked for its sessions in JSON, with the token in a header', async () => {
  const headers: unknown[] = [];
  await using server = await startMediaServer((request, response) => {
    headers.push(request.headers['x-plex-token'], request.headers.accept);
    answerJson({ MediaContainer: { size: 0 } })(request, response);
  });
  expect(await askPlex({ source: 'plex', url: `${server.url}/`, token: 'secret' }, signal)).toEqual([]);
  expect(await askPlex({ source: 'plex', url: `${server.url}/plex`, token: '' }, signal)).toEqual([]);
  expect(server.requests).toEqual(['GET /status/sessions', 'GET /plex/status/sessions']);
  expect(headers).toEqual(['secret', 'application/json', undefined, 'application/json']);
});

test('its sessions are read', async () => {
  const episode = { type: 'episode', title: 'Explorers', grandparentTitle: 'Bluey' };
  await using server = await startMediaServer(
    answerJson({
      MediaContainer: {
        size: 6,
        Metadata: [
          listed({ title: 'October Sky' }, 'playing'),
          listed(episode, 'paused', { machineIdentifier: 'phone', title: 'Phone' }),
          listed({ title: 'Song', User: undefined }, 'buffering', { machineIdentifier: 'car', title: '' }),
          { title: 'Of no known player', sessionKey: '31' },
          { title: 'Of no session' },
          null,
        ],
      },
    }),
  );
  expect(await askPlex({ source: 'plex', url: server.url, token: 'secret' }, signal)).toEqual([
    playing,
    { ...playing, id: 'phone', title: 'Bluey – Explorers', player: 'Phone', state: 'paused' },
    { source: 'plex', id: 'car', title: 'Song', state: 'playing' },
    { source: 'plex', id: '31', title: 'Of no known player', state: 'playing' },
  ]);
});

test.each([[[]], [null], [{}], [{ MediaContainer: { size: 1, Metadata: {} } }]])(
  '%j is no list of sessions',
  async answer => {
    await using server = await startMediaServer(answerJson(answer));
    await expect(askPlex({ source: 'plex', url: server.url, token: '' }, signal)).rejects.toMatchObject({
      code: 'playback-unknown',
      message: `${server.url} does not tell who watches: its answer is no list of sessions.`,
    });
  },
);
