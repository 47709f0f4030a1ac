import { expect, test } from 'vitest';
import { parsePlexEvent } from './plex.ts';

/** As Plex Media Server 1.4x sends it, without the parts of the metadata that are not read. */
function payload(event: string, metadata: object, player: object = {}) {
  return {
    event,
    user: true,
    owner: true,
    Account: { id: 1, thumb: 'https://plex.tv/users/0123456789abcdef/avatar?c=1700000000', title: 'Anna' },
    Server: { title: 'Attic', uuid: '0123456789abcdef0123456789abcdef01234567' },
    Player: {
      local: true,
      publicAddress: '203.0.113.7',
      title: 'Living Room TV',
      uuid: 'r6yfkdnfggbh2bdnvkffwbms',
      ...player,
    },
    Metadata: { librarySectionType: 'movie', ratingKey: '15496', duration: 6480000, ...metadata },
  };
}

const film = { type: 'movie', title: 'October Sky', year: 1999 };
const id = 'r6yfkdnfggbh2bdnvkffwbms';
const session = { source: 'plex', id, title: 'October Sky', user: 'Anna', player: 'Living Room TV' };

test.each([
  ['media.play', { kind: 'active', session: { ...session, state: 'playing' } }],
  ['media.resume', { kind: 'active', session: { ...session, state: 'playing' } }],
  ['media.pause', { kind: 'active', session: { ...session, state: 'paused' } }],
  ['media.stop', { kind: 'ended', source: 'plex', id }],
  ['media.scrobble', undefined],
  ['media.rate', undefined],
  ['library.new', undefined],
  ['playback.started', undefined],
  ['admin.database.backup', undefined],
  ['device.new', undefined],
])('%s', (event, expected) => {
  expect(parsePlexEvent(payload(event, film))).toEqual(expected);
});

test.each([
  [
    { type: 'episode', title: 'Explorers', parentTitle: 'Season 3', grandparentTitle: 'Bluey' },
    'Bluey – Explorers',
  ],
  [
    { type: 'track', title: 'Time', parentTitle: 'The Dark Side', grandparentTitle: 'Pink Floyd' },
    'Pink Floyd – Time',
  ],
  [{ type: 'clip', title: '' }, ''],
  [{ type: 'movie', title: 'Two\nlines' }, 'Two·lines'],
])('the title of %j is %j', (metadata, title) => {
  expect(parsePlexEvent(payload('media.play', metadata))).toMatchObject({ session: { title } });
});

test.each([
  [{}, 'it has no event'],
  [null, 'it has no event'],
  ['media.play', 'it has no event'],
  [[], 'it has no event'],
  [{ event: ['media.play'] }, 'it has no event'],
  [{ NotificationType: 'PlaybackStart' }, 'it has no event'],
  [{ event: 'media.play' }, 'it has no Player.uuid'],
  [payload('media.stop', film, { uuid: '' }), 'it has no Player.uuid'],
])('%j is refused', (given, cause) => {
  expect(() => parsePlexEvent(given)).toThrow(
    expect.objectContaining({ code: 'webhook-unreadable', parameters: { kind: 'plex', cause } }),
  );
});
