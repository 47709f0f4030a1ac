import type { PlaybackEvent, PlaybackSession } from '../domain/playback.ts';
import { findText } from './json.ts';
import { makeEvent } from './session.ts';
import { getText } from './unreadable.ts';

const states: ReadonlyMap<string, PlaybackSession['state'] | 'ended'> = new Map([
  ['play', 'playing'],
  ['resume', 'playing'],
  ['pause', 'paused'],
  ['stop', 'ended'],
]);

/**
 * A webhook of Tautulli, whose body its user writes. For each of the triggers playback start, stop, pause and resume:
 *
 *     {
 *       "action": "{action}", "machine_id": "{machine_id}", "session_key": "{session_key}",
 *       "title": "{title}", "user": "{user}", "player": "{player}"
 *     }
 *
 * `event` may stand for `action`. One of `machine_id`, `session_key` and `session_id` suffices; by the first of them,
 * which is Plex's id of the player, what Plex itself tells of the session is known to be the same.
 *
 * Undefined for an action of no interest; throws `webhook-unreadable` for a body of another form.
 */
export function parseTautulliEvent(payload: unknown): PlaybackEvent | undefined {
  const state = states.get(getText('tautulli', payload, 'action', 'event'));
  if (state === undefined) return undefined;
  return makeEvent('tautulli', state, {
    id: getText('tautulli', payload, 'machine_id', 'session_key', 'session_id'),
    title: findText(payload, 'title'),
    user: findText(payload, 'user'),
    player: findText(payload, 'player'),
  });
}
