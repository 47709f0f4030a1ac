/** The servers that tell, or are asked, what is being watched. */
export const playbackSources = ['plex', 'jellyfin', 'emby', 'tautulli'] as const;
export type PlaybackSource = (typeof playbackSources)[number];

/** The longest body of a webhook worth reading, in bytes: Plex adds a picture to its form. */
export const mostWebhookBytes = 2 * 1024 ** 2;

/** Somebody watches or listens. */
export interface PlaybackSession {
  readonly source: PlaybackSource;
  /** Of the session or the player: unique within its source. */
  readonly id: string;
  readonly title: string;
  readonly user?: string;
  readonly player?: string;
  /** Whether it plays, or was paused by who watches: both keep the machine free for them. */
  readonly state: 'playing' | 'paused';
}

/** What a webhook told of one session. */
export type PlaybackEvent =
  | { readonly kind: 'active'; readonly session: PlaybackSession }
  | { readonly kind: 'ended'; readonly source: PlaybackSource; readonly id: string };
