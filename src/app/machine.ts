import type { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../domain/events.ts';
import type { Pause } from '../domain/pause.ts';
import type { ButlerEngine } from '../engine/engine.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import { limitsFrom } from '../machine/limits.ts';
import { machinePreferences } from '../machine/preferences.ts';
import { MachineReader } from '../machine/readings.ts';
import { PressureWatch } from '../machine/watch.ts';
import type { Settings } from '../settings/settings.ts';

/** Rests the engine while the machine is strained by others, hot, or runs on battery. Looks only while there is work. */
export class MachineRest {
  readonly #engine: ButlerEngine;
  readonly #watch: PressureWatch;
  #isStarted = false;
  #pause: Pause | undefined;

  constructor(
    engine: ButlerEngine,
    settings: Settings,
    events: EventEmitter<ButlerEvents>,
    pool: WorkerPool,
    now: () => number,
  ) {
    this.#engine = engine;
    this.#watch = new PressureWatch({
      open: () =>
        new MachineReader(
          () => pool.pids,
          () => performance.now(),
        ),
      limits: () => limitsFrom(settings),
      now,
    });
    this.#watch.on('change', pause => this.#take(pause));
    events.on('run', () => this.#follow());
    const ours = new Set(machinePreferences.map(({ id }) => id));
    settings.on('preference', id => {
      if (ours.has(id)) this.#watch.poke();
    });
  }

  start(): void {
    this.#isStarted = true;
    this.#follow();
  }

  /** Safe to call twice. */
  stop(): void {
    this.#isStarted = false;
    this.#watch.stop();
  }

  /** Watches as long as there is something to hold. */
  #follow(): void {
    if (!this.#isStarted) return;
    if (this.#engine.isBusy) this.#watch.start();
    else this.#watch.stop();
  }

  #take(pause: Pause | undefined): void {
    const before = this.#pause;
    this.#pause = pause;
    if (before && before.cause !== pause?.cause) this.#engine.unrest(before);
    if (pause) this.#engine.rest(pause);
  }
}
