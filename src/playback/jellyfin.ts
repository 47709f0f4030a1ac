import type { PlaybackEvent } from '../domain/playback.ts';
import { findText, findValue } from './json.ts';
import { joinTitle, makeEvent } from './session.ts';
import { getText } from './unreadable.ts';

/**
 * A webhook of Jellyfin's Webhook plugin (https://github.com/jellyfin/jellyfin-plugin-webhook): a generic destination,
 * form or not, for playback start, progress and stop. Either it sends all properties, or its template names these:
 *
 *     {
 *       "NotificationType": "{{NotificationType}}", "DeviceId": "{{DeviceId}}", "DeviceName": "{{DeviceName}}",
 *       "NotificationUsername": "{{NotificationUsername}}", "Name": "{{Name}}", "SeriesName": "{{SeriesName}}",
 *       "IsPaused": "{{IsPaused}}"
 *     }
 *
 * Undefined for a notification of no interest; throws `webhook-unreadable` for what the plugin does not send.
 */
export function parseJellyfinEvent(payload: unknown): PlaybackEvent | undefined {
  const type = getText('jellyfin', payload, 'NotificationType');
  if (!['PlaybackStart', 'PlaybackProgress', 'PlaybackStop'].includes(type)) return undefined;
  // A pause is told only by the progress; templates and forms write the boolean as .NET does: `True`.
  const isPaused = /^true$/i.test(`${findValue(payload, 'IsPaused')}`);
  return makeEvent('jellyfin', type === 'PlaybackStop' ? 'ended' : isPaused ? 'paused' : 'playing', {
    id: getText('jellyfin', payload, 'DeviceId', 'Id'),
    title: joinTitle(findText(payload, 'SeriesName'), findText(payload, 'Name')),
    user: findText(payload, 'NotificationUsername'),
    player: findText(payload, 'DeviceName'),
  });
}
