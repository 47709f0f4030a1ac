import type { QueuedUnit, Settlement } from './queue/queue.ts';

/** Milliseconds for which a unit that ended may wait for others. */
const mostWaitMs = 50;
/** Units that are written together at most. */
const mostUnits = 64;

/**
 * Gathers the ends of units, so that many of them are one transaction: a commit waits for the disk, and small files end
 * faster than disks commit. Waiting is safe, since what came of a unit is in the library before its end comes here: an
 * end that a crash swallows is one that the next search finds in the library.
 */
export class Settlements {
  readonly #write: (batch: readonly Settlement[]) => Promise<void>;
  readonly #unwritten = new Set<QueuedUnit>();
  #batch: Settlement[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param write tells the queue, and everybody who wants to know. Must not reject. */
  constructor(write: (batch: readonly Settlement[]) => Promise<void>) {
    this.#write = write;
  }

  add(settlement: Settlement): void {
    this.#unwritten.add(settlement.unit);
    this.#batch.push(settlement);
    if (this.#batch.length >= mostUnits) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), mostWaitMs);
  }

  /** Whether the unit has ended, and the queue does not know it yet. */
  has(unit: QueuedUnit): boolean {
    return this.#unwritten.has(unit);
  }

  /** Writes what waits, because nothing more comes that it could wait for. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    void this.#write(batch).finally(() => {
      for (const { unit } of batch) this.#unwritten.delete(unit);
    });
  }
}
