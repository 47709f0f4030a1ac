import type { PlaybackEvent, PlaybackSession, PlaybackSource } from '../domain/playback.ts';

/** What a server says of somebody who watches: undefined for what it leaves out. */
export interface SessionDetails {
  readonly id: string;
  readonly title: string | undefined;
  readonly user: string | undefined;
  readonly player: string | undefined;
}

export function makeSession(
  source: PlaybackSource,
  state: PlaybackSession['state'],
  { id, title = '', user, player }: SessionDetails,
): PlaybackSession {
  return {
    source,
    id,
    title,
    ...(user !== undefined && { user }),
    ...(player !== undefined && { player }),
    state,
  };
}

export function makeEvent(
  source: PlaybackSource,
  state: PlaybackSession['state'] | 'ended',
  details: SessionDetails,
): PlaybackEvent {
  if (state === 'ended') return { kind: 'ended', source, id: details.id };
  return { kind: 'active', session: makeSession(source, state, details) };
}

/** An episode after its series, a track after its artist: `Series – Episode`. */
export function joinTitle(whole: string | undefined, part: string | undefined): string | undefined {
  return whole !== undefined && part !== undefined ? `${whole} – ${part}` : (part ?? whole);
}
