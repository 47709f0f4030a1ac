import type { EventEmitter } from 'node:events';
import { formatError } from '../domain/errors.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Section } from '../domain/library.ts';
import type { LibraryStore } from '../domain/ports.ts';
import type { ButlerEngine } from '../engine/engine.ts';
import { Ticker } from '../engine/ticker.ts';
import { scanInterval, scanPeriodically } from '../library/watch/preferences.ts';
import type { Settings } from '../settings/settings.ts';

interface Parts {
  readonly engine: ButlerEngine;
  readonly library: LibraryStore;
  readonly settings: Settings;
  readonly events: EventEmitter<ButlerEvents>;
  /** Wall clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** Scans sections whose last scan is too long ago, at any time of day, where the owner wants it. */
export class PeriodicScans {
  readonly #parts: Parts;
  readonly #ticker: Ticker;
  /** When each section, by its id, was last asked to be scanned: one that is offline is not asked over and over. */
  readonly #askedAt = new Map<number, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
    const { now, settings, events } = parts;
    this.#ticker = new Ticker(
      () => this.#tick(),
      now,
      error => events.emit('fault', formatError(error)),
    );
    settings.on('preference', id => {
      if (id === scanPeriodically.id || id === scanInterval.id) this.#ticker.poke();
    });
  }

  start(): void {
    this.#ticker.start();
  }

  /** Safe to call twice. */
  stop(): Promise<void> {
    return this.#ticker.stop();
  }

  async #tick(): Promise<number | undefined> {
    const { engine, library, settings, now } = this.#parts;
    if (!settings.get(scanPeriodically)) return undefined;
    const intervalMs = settings.get(scanInterval) * 1_000;
    const at = now();
    for (const section of await library.sections()) {
      if (at - this.#lastAt(section, at) < intervalMs) continue;
      this.#askedAt.set(section.id, at);
      await engine.scan({ sectionId: section.id });
    }
    return undefined;
  }

  #lastAt({ id, scannedAt = 0, createdAt }: Section, now: number): number {
    // What a clock that was set back says is to come does not put it off.
    const instants = [createdAt, scannedAt, this.#askedAt.get(id) ?? 0].filter(at => at <= now);
    return Math.max(0, ...instants);
  }
}
