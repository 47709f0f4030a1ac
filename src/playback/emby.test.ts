import { expect, test } from 'vitest';
import { parseEmbyEvent } from './emby.ts';

/** As Emby 4.8 sends it, without the parts of the item that are not read. */
function payload(event: string, item: object = { Name: 'Film', Type: 'Movie' }) {
  return {
    Title: 'Anna has started playing Film on Firefox',
    Description: 'Friday, 6 June 2025 19:45',
    Date: '2025-06-06T19:45:35.1750827Z',
    Event: event,
    User: { Name: 'Anna', Id: 'aac3a78d9f184ea480fb1629e76aad57' },
    Item: { Id: '4916', Container: 'mkv', RunTimeTicks: 76800000000, ...item },
    Server: { Name: 'attic', Id: '15596ac9bbc24127b9f01db6f33630c7', Version: '4.8.11.0' },
    Session: {
      RemoteEndPoint: '192.168.1.20',
      Client: 'Emby Web',
      DeviceName: 'Firefox',
      DeviceId: 'e3503c2b-72aa-4d5f-afbe-328c2bc8afc5',
      ApplicationVersion: '4.8.11.0',
      Id: 'bd1baa157f06fb6890430d5e868d281d',
    },
    PlaybackInfo: { PositionTicks: 0, PlaylistIndex: 0, PlaylistLength: 1 },
  };
}

const id = 'bd1baa157f06fb6890430d5e868d281d';
const session = { source: 'emby', id, title: 'Film', user: 'Anna', player: 'Firefox' };

test.each([
  ['playback.start', { kind: 'active', session: { ...session, state: 'playing' } }],
  ['playback.unpause', { kind: 'active', session: { ...session, state: 'playing' } }],
  ['playback.pause', { kind: 'active', session: { ...session, state: 'paused' } }],
  ['playback.stop', { kind: 'ended', source: 'emby', id }],
  ['library.new', undefined],
  ['item.markplayed', undefined],
  ['system.notificationtest', undefined],
])('%s', (event, expected) => {
  expect(parseEmbyEvent(payload(event))).toEqual(expected);
});

test('an episode is named with its series', () => {
  expect(parseEmbyEvent(payload('playback.start', { SeriesName: 'Series', Name: 'Pilot' }))).toMatchObject({
    session: { title: 'Series – Pilot' },
  });
});

test.each([
  [{}, 'it has no Event'],
  [{ event: 'media.play' }, 'it has no Event'],
  [{ Event: 'playback.start', Item: { Name: 'Film' } }, 'it has no Session.Id or Session.DeviceId'],
])('%j is refused', (given, cause) => {
  expect(() => parseEmbyEvent(given)).toThrow(
    expect.objectContaining({ code: 'webhook-unreadable', parameters: { kind: 'emby', cause } }),
  );
});
