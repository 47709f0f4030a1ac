import type { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../domain/events.ts';
import type { RunStore } from '../domain/ports.ts';

type Line = ButlerEvents['log'][0];

/** Keeps what runs say, in order, in one transaction at a time: while one is on its way, the next lines gather. */
export class RunLog {
  readonly #runs: RunStore;
  readonly #events: EventEmitter<ButlerEvents>;
  #lines: Line[] = [];
  #writing: Promise<void> | undefined;

  constructor(runs: RunStore, events: EventEmitter<ButlerEvents>) {
    this.#runs = runs;
    this.#events = events;
  }

  add(line: Line): void {
    this.#lines.push(line);
    this.#events.emit('log', line);
    void this.flush().catch(() => {
      // A log that cannot be written (a full disk) must not end the work that it tells of; people saw the line.
    });
  }

  /** Resolves when every line added so far is kept. */
  async flush(): Promise<void> {
    while (this.#lines.length > 0 || this.#writing) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
  }

  #write(): Promise<void> {
    return this.#runs.addLog(this.#lines.splice(0));
  }
}
