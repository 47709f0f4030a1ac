import type { PlaybackSession } from '../domain/playback.ts';
import { askJson, untold } from './ask.ts';
import { findText, findValue } from './json.ts';
import type { Ask } from './server.ts';
import { joinTitle, makeSession } from './session.ts';

/** Jellyfin itself ends what a player has not reported on for 5 minutes. */
const activeWithinSeconds = 300;

/** Asks a Jellyfin server (`GET /Sessions`). */
export const askJellyfin: Ask = async ({ url, token }, signal, timeoutMs) => {
  const headers = { Authorization: `MediaBrowser Token="${token}"` };
  const path = `/Sessions?ActiveWithinSeconds=${activeWithinSeconds}`;
  const sessions = await askJson(url, path, headers, signal, timeoutMs);
  if (!Array.isArray(sessions)) throw untold(url, 'its answer is no list of sessions');
  return sessions.flatMap(parseSession);
};

/** A device is known by the same id as in webhooks. Who is only signed in has nothing that plays. */
function parseSession(item: unknown): PlaybackSession[] {
  const id = findText(item, 'DeviceId') ?? findText(item, 'Id');
  const playing = findValue(item, 'NowPlayingItem') ?? undefined;
  if (id === undefined || playing === undefined) return [];
  const state = findValue(item, 'PlayState', 'IsPaused') === true ? 'paused' : 'playing';
  return [
    makeSession('jellyfin', state, {
      id,
      title: joinTitle(findText(playing, 'SeriesName'), findText(playing, 'Name')),
      user: findText(item, 'UserName'),
      player: findText(item, 'DeviceName'),
    }),
  ];
}
