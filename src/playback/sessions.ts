import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { PlaybackEvent, PlaybackSession, PlaybackSource } from '../domain/playback.ts';

/** A session, and what is known of it beside. Instants are milliseconds since 1970 UTC. */
interface Heard {
  readonly session: PlaybackSession;
  /** When it was last told of. */
  readonly heardAt: number;
  /** When it was paused, as far as was told. */
  readonly pausedAt: number | undefined;
  /** The server that listed it last, where one was asked. */
  readonly server: string | undefined;
}

/** A bound on what strangers can have remembered: far more than any household has players. */
const mostSessions = 1000;

/**
 * Who watches, by what webhooks and polls told. A session counts once, whoever told of it. It is over when its end is
 * told, when a server that listed it lists it no more, and when nothing was heard of it for too long; a paused one
 * also when the pause has lasted too long, however often it is told: who fell asleep over a film holds nothing up.
 *
 * Emits `change` when an event or a poll changed what {@link list} answers. What is over by time alone is not told.
 */
export class PlaybackSessions extends EventEmitter<{ change: [] }> {
  readonly #heard = new Map<string, Heard>();
  readonly #playingMs: number;
  readonly #pausedMs: number;

  /**
   * @param playingMs how long a session counts after it was last heard of: longer than a film
   * @param pausedMs how long a pause counts
   */
  constructor({ playingMs = 6 * 3600_000, pausedMs = 30 * 60_000 } = {}) {
    super();
    this.#playingMs = playingMs;
    this.#pausedMs = pausedMs;
  }

  /** Takes in what a webhook told. */
  take(event: PlaybackEvent, now: number): void {
    this.#change(now, () => {
      if (event.kind === 'active') this.#hear(event.session, now, undefined);
      else this.#heard.delete(key(event));
    });
  }

  /**
   * Takes in all sessions that a server listed when it was asked at `askedAt`. What a webhook told later than that
   * stays as it is.
   */
  replace(
    source: PlaybackSource,
    server: string,
    sessions: readonly PlaybackSession[],
    askedAt: number,
  ): void {
    this.#change(askedAt, () => {
      // One player may be listed twice; where it plays anything, it plays.
      const listed = new Map(sessions.map(session => [key(session), session]));
      for (const session of sessions) if (session.state === 'playing') listed.set(key(session), session);
      for (const [id, heard] of this.#heard) {
        const isGone = heard.server === server && heard.session.source === source && !listed.has(id);
        if (isGone && heard.heardAt <= askedAt) this.#heard.delete(id);
      }
      for (const session of listed.values()) this.#hear(session, askedAt, server);
    });
  }

  /** The sessions that count now, in the order in which they were first heard of. */
  list(now: number): readonly PlaybackSession[] {
    return [...this.#heard.values()].filter(heard => this.#counts(heard, now)).map(({ session }) => session);
  }

  #hear(session: PlaybackSession, at: number, server: string | undefined): void {
    const id = key(session);
    const known = this.#heard.get(id);
    if (known && known.heardAt > at) {
      this.#heard.set(id, { ...known, server: server ?? known.server });
      return;
    }
    this.#heard.set(id, {
      session,
      heardAt: at,
      pausedAt: session.state === 'paused' ? (known?.pausedAt ?? at) : undefined,
      server: server ?? known?.server,
    });
  }

  #change(now: number, act: () => void): void {
    const before = this.list(now);
    act();
    for (const [id, { heardAt }] of this.#heard) if (now - heardAt >= this.#playingMs) this.#heard.delete(id);
    for (const id of [...this.#heard.keys()].slice(0, -mostSessions)) this.#heard.delete(id);
    if (!isDeepStrictEqual(before, this.list(now))) this.emit('change');
  }

  #counts({ heardAt, pausedAt }: Heard, now: number): boolean {
    if (!isWithin(this.#playingMs, heardAt, now)) return false;
    return pausedAt === undefined || isWithin(this.#pausedMs, pausedAt, now);
  }
}

/** In either direction: a clock that was set back must not keep a session for days. */
function isWithin(ms: number, at: number, now: number): boolean {
  return Math.abs(now - at) < ms;
}

/** Tautulli watches over a Plex, and knows players by the same ids. */
function key({ source, id }: { readonly source: PlaybackSource; readonly id: string }): string {
  return `${source === 'tautulli' ? 'plex' : source} ${id}`;
}
