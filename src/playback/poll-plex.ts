import type { PlaybackSession } from '../domain/playback.ts';
import { askJson, untold } from './ask.ts';
import { findText, findValue } from './json.ts';
import { plexTitle } from './plex.ts';
import type { Ask } from './server.ts';
import { makeSession } from './session.ts';

/** Asks a Plex Media Server (`GET /status/sessions`). */
export const askPlex: Ask = async ({ url, token }, signal, timeoutMs) => {
  const headers = token === '' ? {} : { 'X-Plex-Token': token };
  const answer = await askJson(url, '/status/sessions', headers, signal, timeoutMs);
  const container = findValue(answer, 'MediaContainer');
  const sessions = findValue(container, 'Metadata') ?? [];
  if (container === undefined || !Array.isArray(sessions))
    throw untold(url, 'its answer is no list of sessions');
  return sessions.flatMap(parseSession);
};

/** A player is known by the same id as in webhooks. What has no id plays nowhere that can be told apart. */
function parseSession(item: unknown): PlaybackSession[] {
  const id = findText(item, 'Player', 'machineIdentifier') ?? findText(item, 'sessionKey');
  if (id === undefined) return [];
  const state = findText(item, 'Player', 'state') === 'paused' ? 'paused' : 'playing';
  return [
    makeSession('plex', state, {
      id,
      title: plexTitle(item),
      user: findText(item, 'User', 'title'),
      player: findText(item, 'Player', 'title'),
    }),
  ];
}
