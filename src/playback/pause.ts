import { oneLine } from '../domain/one-line.ts';
import type { Pause } from '../domain/pause.ts';
import { say } from '../domain/phrases.ts';
import type { PlaybackSession } from '../domain/playback.ts';

/**
 * The pause for those who watch: none where nobody does, or it is not wanted.
 *
 * @param enabled whether work is to rest meanwhile
 * @param previous the pause in force from the last time: the new one has lasted since then
 */
export function planPlaybackPause(
  sessions: readonly PlaybackSession[],
  enabled: boolean,
  now: number,
  previous?: Pause,
): Pause | undefined {
  const sentence = enabled ? describe(sessions) : undefined;
  if (sentence === undefined) return undefined;
  return { cause: 'playback', scope: 'all', sentence, since: previous?.since ?? now };
}

function describe(sessions: readonly PlaybackSession[]): string | undefined {
  const session = sessions.find(({ state }) => state === 'playing') ?? sessions[0];
  if (!session) return undefined;
  // One person with two players is one person; those without a name are as many as their sessions.
  const people = new Set(sessions.map(({ user, source, id }) => user ?? `${source} ${id}`)).size;
  if (people > 1) return say('many-watch', { count: people });
  const { title, user, player, state } = session;
  const who = user === undefined ? 'somebody' : 'person';
  return say(state === 'playing' ? `${who}-watches` : `${who}-paused`, {
    who: user === undefined ? '' : oneLine(user, 40),
    what: title === '' ? undefined : `“${oneLine(title, 80)}”`,
    player: player === undefined ? undefined : oneLine(player, 40),
  });
}
