import type { PlaybackSession } from '../domain/playback.ts';

/** A server that is asked who watches. */
export interface PlaybackServer {
  readonly source: 'plex' | 'jellyfin';
  /** Where it is: `http://192.168.1.5:32400`, with a path where it stands behind one. */
  readonly url: string;
  readonly token: string;
}

/**
 * Asks one. Throws `playback-unknown` when it gives no answer that can be read, in 5 s unless told otherwise, and the
 * signal's reason when that aborts.
 */
export type Ask = (
  server: PlaybackServer,
  signal: AbortSignal,
  timeoutMs?: number,
) => Promise<readonly PlaybackSession[]>;
