import type { PlaybackEvent, PlaybackSession } from '../domain/playback.ts';
import { findText, findValue } from './json.ts';
import { joinTitle, makeEvent } from './session.ts';
import { getText } from './unreadable.ts';

/**
 * `media.scrobble` is left out: Plex sends it too when an item is marked as watched by hand, and nothing would
 * ever end a session that began with it. The owner's `playback.started` comes beside a `media.play`.
 */
const states: ReadonlyMap<string, PlaybackSession['state'] | 'ended'> = new Map([
  ['media.play', 'playing'],
  ['media.resume', 'playing'],
  ['media.pause', 'paused'],
  ['media.stop', 'ended'],
]);

/**
 * A webhook of Plex Media Server (https://support.plex.tv/articles/115002267687-webhooks/). Undefined for an event of
 * no interest; throws `webhook-unreadable` for what Plex does not send.
 */
export function parsePlexEvent(payload: unknown): PlaybackEvent | undefined {
  const state = states.get(getText('plex', payload, 'event'));
  if (state === undefined) return undefined;
  return makeEvent('plex', state, {
    id: getText('plex', payload, 'Player.uuid'),
    title: plexTitle(findValue(payload, 'Metadata')),
    user: findText(payload, 'Account', 'title'),
    player: findText(payload, 'Player', 'title'),
  });
}

/** The title of a film, or of an episode or track with what it belongs to. */
export function plexTitle(metadata: unknown): string | undefined {
  return joinTitle(findText(metadata, 'grandparentTitle'), findText(metadata, 'title'));
}
