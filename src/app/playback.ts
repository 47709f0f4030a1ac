import type { EventEmitter } from 'node:events';
import { formatError } from '../domain/errors.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Pause } from '../domain/pause.ts';
import type { PlaybackSource } from '../domain/playback.ts';
import type { ButlerEngine } from '../engine/engine.ts';
import { planPlaybackPause } from '../playback/pause.ts';
import { PlaybackPoller } from '../playback/poller.ts';
import {
  configuredServers,
  pauseDuringPlayback,
  playbackPreferences,
  webhookSecret,
} from '../playback/preferences.ts';
import { PlaybackSessions } from '../playback/sessions.ts';
import { readWebhook } from '../playback/webhook.ts';
import type { Settings } from '../settings/settings.ts';

/** How often sessions that are told of no more are looked for. */
const expiryMs = 30_000;

/** Rests the engine while somebody watches: told by webhooks, and by the servers that are asked. */
export class PlaybackRest {
  readonly #engine: ButlerEngine;
  readonly #settings: Settings;
  readonly #now: () => number;
  readonly #sessions = new PlaybackSessions();
  readonly #poller: PlaybackPoller;
  #timer: NodeJS.Timeout | undefined;
  #pause: Pause | undefined;

  constructor(
    engine: ButlerEngine,
    settings: Settings,
    events: EventEmitter<ButlerEvents>,
    now: () => number,
  ) {
    this.#engine = engine;
    this.#settings = settings;
    this.#now = now;
    this.#poller = new PlaybackPoller({
      servers: () => configuredServers(settings),
      sessions: this.#sessions,
      isWorking: () => engine.activities().length > 0,
      now,
    });
    this.#poller.on('lost', error => events.emit('fault', formatError(error)));
    this.#sessions.on('change', () => this.#look());
    const ours = new Set(playbackPreferences.map(({ id }) => id));
    settings.on('preference', id => {
      if (!ours.has(id)) return;
      this.#poller.poke();
      this.#look();
    });
  }

  /** What webhooks must bring; empty while none is let in. */
  secret(): string {
    return this.#settings.get(webhookSecret);
  }

  /** Takes a webhook in. Throws `webhook-unreadable`. */
  async take(source: PlaybackSource, contentType: string | undefined, body: Uint8Array): Promise<void> {
    const event = await readWebhook(source, contentType, body);
    if (event) this.#sessions.take(event, this.#now());
  }

  start(): void {
    this.#poller.start();
    this.#timer = setInterval(() => this.#look(), expiryMs).unref();
  }

  /** Safe to call twice. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#poller.stop();
  }

  #look(): void {
    const now = this.#now();
    const enabled = this.#settings.get(pauseDuringPlayback);
    const pause = planPlaybackPause(this.#sessions.list(now), enabled, now, this.#pause);
    if (pause?.sentence === this.#pause?.sentence) return;
    this.#pause = pause;
    if (pause) this.#engine.rest(pause);
    else this.#engine.unrest({ cause: 'playback', scope: 'all' });
  }
}
