import { EventEmitter } from 'node:events';
import type { PlaybackSession } from '../domain/playback.ts';
import { askJellyfin } from './poll-jellyfin.ts';
import { askPlex } from './poll-plex.ts';
import type { Ask, PlaybackServer } from './server.ts';
import type { PlaybackSessions } from './sessions.ts';

/** Between two polls while work runs. */
const workingMs = 15_000;
/** While nothing runs only every so many of those are used: one poll a minute. */
const restingTurns = 4;
/** What an unreachable server said counts for so long. */
const forgetMs = 120_000;

const asks: { readonly [S in PlaybackServer['source']]: Ask } = { plex: askPlex, jellyfin: askJellyfin };

/** What is known of a server that is polled. */
interface Polled {
  readonly server: PlaybackServer;
  /** When it was asked what it last answered; as long as it never has, when it was first asked. */
  readonly answeredAt: number;
  readonly isLost: boolean;
}

/**
 * Asks the configured servers who watches and keeps the sessions up to date: every 15 s while work runs, else every
 * minute. Emits `lost` once when a server gives no answer, `back` when it does again, and `polled` after each round.
 */
export class PlaybackPoller extends EventEmitter<{
  lost: [error: unknown];
  back: [url: string];
  polled: [];
}> {
  readonly #servers: () => readonly PlaybackServer[];
  readonly #sessions: PlaybackSessions;
  readonly #isWorking: () => boolean;
  readonly #now: () => number;
  readonly #polled = new Map<string, Polled>();
  #running: AbortController | undefined;
  #polling: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #turns = 0;

  /** `servers` is asked before each poll: those that it names no more are forgotten, with their sessions. */
  constructor({
    servers,
    sessions,
    isWorking,
    now,
  }: {
    readonly servers: () => readonly PlaybackServer[];
    readonly sessions: PlaybackSessions;
    readonly isWorking: () => boolean;
    readonly now: () => number;
  }) {
    super();
    this.#servers = servers;
    this.#sessions = sessions;
    this.#isWorking = isWorking;
    this.#now = now;
  }

  /** Polls at once, and from then on. Safe to call twice. */
  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    this.poke();
  }

  /** Resolves when no poll is under way any more. Safe to call twice. */
  async stop(): Promise<void> {
    this.#running?.abort();
    this.#running = undefined;
    this.#again = false;
    clearTimeout(this.#timer);
    await this.#polling;
  }

  /** The servers changed: polls at once, or right after the poll that is under way. */
  poke(): void {
    const running = this.#running;
    if (!running) return;
    if (this.#polling) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#turns = 0;
    this.#polling = this.#pollAll(running.signal).finally(() => {
      this.#polling = undefined;
      if (this.#again) {
        this.#again = false;
        this.poke();
      } else if (this.#running) this.#wait();
      this.emit('polled');
    });
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#turns++;
      if (this.#isWorking() || this.#turns >= restingTurns) this.poke();
      else this.#wait();
    }, workingMs);
  }

  async #pollAll(signal: AbortSignal): Promise<void> {
    const servers = new Map(this.#servers().map(server => [`${server.source} ${server.url}`, server]));
    for (const [id, { server }] of this.#polled) {
      if (servers.has(id)) continue;
      this.#polled.delete(id);
      this.#sessions.replace(server.source, server.url, [], this.#now());
    }
    await Promise.all([...servers].map(([id, server]) => this.#poll(id, server, signal)));
  }

  async #poll(id: string, server: PlaybackServer, signal: AbortSignal): Promise<void> {
    const askedAt = this.#now();
    const { answeredAt, isLost } = this.#polled.get(id) ?? { answeredAt: askedAt, isLost: false };
    let sessions: readonly PlaybackSession[];
    try {
      sessions = await asks[server.source](server, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#polled.set(id, { server, answeredAt, isLost: true });
      if (this.#now() - answeredAt >= forgetMs) {
        this.#sessions.replace(server.source, server.url, [], answeredAt);
      }
      if (!isLost) this.emit('lost', error);
      return;
    }
    this.#polled.set(id, { server, answeredAt: askedAt, isLost: false });
    this.#sessions.replace(server.source, server.url, sessions, askedAt);
    if (isLost) this.emit('back', server.url);
  }
}
