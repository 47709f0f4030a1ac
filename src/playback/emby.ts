import type { PlaybackEvent, PlaybackSession } from '../domain/playback.ts';
import { findText } from './json.ts';
import { joinTitle, makeEvent } from './session.ts';
import { getText } from './unreadable.ts';

const states: ReadonlyMap<string, PlaybackSession['state'] | 'ended'> = new Map([
  ['playback.start', 'playing'],
  ['playback.unpause', 'playing'],
  ['playback.pause', 'paused'],
  ['playback.stop', 'ended'],
]);

/**
 * A webhook of Emby, as it is sent since 4.7: as JSON, or as the field `data` of a form. Undefined for an event of no
 * interest; throws `webhook-unreadable` for what Emby does not send.
 */
export function parseEmbyEvent(payload: unknown): PlaybackEvent | undefined {
  const state = states.get(getText('emby', payload, 'Event'));
  if (state === undefined) return undefined;
  return makeEvent('emby', state, {
    id: getText('emby', payload, 'Session.Id', 'Session.DeviceId'),
    title: joinTitle(findText(payload, 'Item', 'SeriesName'), findText(payload, 'Item', 'Name')),
    user: findText(payload, 'User', 'Name'),
    player: findText(payload, 'Session', 'DeviceName'),
  });
}
