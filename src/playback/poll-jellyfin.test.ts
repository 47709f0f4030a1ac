import { expect, test } from 'vitest';
import { answerJson, startMediaServer } from '../../test/support/media-server.ts';
import { askJellyfin } from './poll-jellyfin.ts';

const { signal } = new AbortController();

/** As Jellyfin 10.10 lists a session, without the parts that are not read. */
function listed(properties: object) {
  return {
    PlayState: { PositionTicks: 100000000, CanSeek: true, IsPaused: false, PlayMethod: 'DirectPlay' },
    AdditionalUsers: [],
    RemoteEndPoint: '192.168.1.20',
    Id: 'bd1baa157f06fb6890430d5e868d281d',
    UserId: 'ac5936290ca848449b25f95b504b5238',
    UserName: 'anna',
    Client: 'Jellyfin Web',
    LastActivityDate: '2026-02-03T20:04:05.678Z',
    LastPlaybackCheckIn: '2026-02-03T20:04:05.678Z',
    DeviceName: 'Firefox',
    DeviceId: 'TW96aWxsYS81LjA',
    IsActive: true,
    ...properties,
  };
}

test('is asked for its active sessions, with the token in a header', async () => {
  let authorization: string | undefined;
  await using server = await startMediaServer((request, response) => {
    authorization = request.headers.authorization;
    answerJson([])(request, response);
  });
  expect(await askJellyfin({ source: 'jellyfin', url: `${server.url}/jf`, token: 'key' }, signal)).toEqual(
    [],
  );
  expect(server.requests).toEqual(['GET /jf/Sessions?ActiveWithinSeconds=300']);
  expect(authorization).toBe('MediaBrowser Token="key"');
});

test('the sessions in which something plays are read', async () => {
  await using server = await startMediaServer(
    answerJson([
      listed({ NowPlayingItem: { Name: 'Film', Type: 'Movie' } }),
      listed({
        DeviceId: 'phone',
        PlayState: { IsPaused: true },
        NowPlayingItem: { Name: 'Pilot', SeriesName: 'Series', Type: 'Episode' },
      }),
      listed({ DeviceId: 'signed in only' }),
      listed({ DeviceId: 'the same', NowPlayingItem: null }),
      { Id: 'bare', NowPlayingItem: {} },
      { NowPlayingItem: {} },
      'nonsense',
    ]),
  );
  const film = { source: 'jellyfin', user: 'anna', player: 'Firefox' };
  expect(await askJellyfin({ source: 'jellyfin', url: server.url, token: 'key' }, signal)).toEqual([
    { ...film, id: 'TW96aWxsYS81LjA', title: 'Film', state: 'playing' },
    { ...film, id: 'phone', title: 'Series – Pilot', state: 'paused' },
    { source: 'jellyfin', id: 'bare', title: '', state: 'playing' },
  ]);
});

test.each([[{}], [null], ['']])('%j is no list of sessions', async answer => {
  await using server = await startMediaServer(answerJson(answer));
  await expect(askJellyfin({ source: 'jellyfin', url: server.url, token: '' }, signal)).rejects.toMatchObject(
    {
      code: 'playback-unknown',
      parameters: { cause: 'its answer is no list of sessions' },
    },
  );
});
