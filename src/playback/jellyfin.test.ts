import { expect, test } from 'vitest';
import { parseJellyfinEvent } from './jellyfin.ts';

/** As version 18 of the plugin sends all properties, without those that are not read. */
function payload(type: string, properties: object = {}) {
  return {
    ServerId: '0123456789abcdef0123456789abcdef',
    ServerName: 'attic',
    ServerVersion: '10.10.7',
    ServerUrl: 'http://attic:8096',
    NotificationType: type,
    Timestamp: '2026-02-03T21:04:05.678+01:00',
    Name: 'Film',
    ItemId: '7bd1ee1a0ab84a9e9c3e54a0c2b6b1a2',
    ItemType: 'Movie',
    RunTimeTicks: 64800000000,
    PlaybackPositionTicks: 100000000,
    IsPaused: false,
    IsAutomated: false,
    DeviceId: 'TW96aWxsYS81LjA',
    DeviceName: 'Firefox',
    ClientName: 'Jellyfin Web',
    Id: 'bd1baa157f06fb6890430d5e868d281d',
    Client: 'Jellyfin Web',
    NotificationUsername: 'anna',
    UserId: 'ac5936290ca848449b25f95b504b5238',
    ...properties,
  };
}

const id = 'TW96aWxsYS81LjA';
const session = { source: 'jellyfin', id, title: 'Film', user: 'anna', player: 'Firefox' };
const playing = { kind: 'active', session: { ...session, state: 'playing' } };
const paused = { kind: 'active', session: { ...session, state: 'paused' } };

test.each([
  ['PlaybackStart', {}, playing],
  ['PlaybackProgress', {}, playing],
  ['PlaybackProgress', { IsPaused: true }, paused],
  // The template of a destination, and a form.
  ['PlaybackProgress', { IsPaused: 'True' }, paused],
  ['PlaybackProgress', { IsPaused: 'False' }, playing],
  ['PlaybackProgress', { IsPaused: '' }, playing],
  ['PlaybackStop', { IsPaused: true, PlayedToCompletion: false }, { kind: 'ended', source: 'jellyfin', id }],
  ['ItemAdded', {}, undefined],
  ['SessionStart', {}, undefined],
  ['UserDataSaved', {}, undefined],
  ['Generic', {}, undefined],
])('%s with %j', (type, properties, expected) => {
  expect(parseJellyfinEvent(payload(type, properties))).toEqual(expected);
});

test('an episode is named with its series', () => {
  expect(parseJellyfinEvent(payload('PlaybackStart', { SeriesName: 'Series', Name: 'Pilot' }))).toMatchObject(
    {
      session: { title: 'Series – Pilot' },
    },
  );
});

test('the documented template suffices, and the id of the session where there is none of the device', () => {
  const template = {
    NotificationType: 'PlaybackStart',
    DeviceId: '',
    DeviceName: 'Firefox',
    NotificationUsername: 'anna',
    Name: 'Film',
    SeriesName: '',
    IsPaused: '',
  };
  expect(parseJellyfinEvent({ ...template, DeviceId: id })).toEqual(playing);
  expect(parseJellyfinEvent({ ...template, Id: 'session' })).toMatchObject({ session: { id: 'session' } });
});

test.each([
  [{}, 'it has no NotificationType'],
  [{ Event: 'playback.start' }, 'it has no NotificationType'],
  [{ NotificationType: 'PlaybackStart', Name: 'Film' }, 'it has no DeviceId or Id'],
])('%j is refused', (given, cause) => {
  expect(() => parseJellyfinEvent(given)).toThrow(
    expect.objectContaining({ code: 'webhook-unreadable', parameters: { kind: 'jellyfin', cause } }),
  );
});
