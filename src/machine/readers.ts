import { dirname } from 'node:path';
import { Turns } from '../domain/turns.ts';
import type { Readers } from '../domain/worker.ts';
import { findStorage, type Storage } from './disks.ts';
import { mayRead } from './reader-limit.ts';

/** What was found out of a folder's disk counts for so long: mounts change. */
const knownMs = 60_000;

/** Lets as many read from a disk at once as it can bear; the others wait for their turn. */
export class DiskReaders implements Readers {
  readonly #find: (path: string) => Promise<Storage>;
  readonly #inHand = new Set<Storage>();
  readonly #turns = new Turns();
  #known = new Map<string, Promise<Storage>>();
  #knownSince = Number.NEGATIVE_INFINITY;

  constructor(find: (path: string) => Promise<Storage> = findStorage) {
    this.#find = find;
  }

  async enter(path: string, signal: AbortSignal): Promise<() => void> {
    // A copy stands for this reader alone, also where two read from the same disk.
    const storage = { ...(await this.#storageOf(path)) };
    while (!signal.aborted && !mayRead(storage, [...this.#inHand])) await this.#turns.wait(signal);
    signal.throwIfAborted();
    this.#inHand.add(storage);
    return () => {
      this.#inHand.delete(storage);
      this.#turns.wakeAll();
    };
  }

  /** Files of one folder lie on one disk. */
  #storageOf(path: string): Promise<Storage> {
    if (performance.now() - this.#knownSince > knownMs) {
      this.#known = new Map();
      this.#knownSince = performance.now();
    }
    const folder = dirname(path);
    const known = this.#known.get(folder) ?? this.#find(folder);
    this.#known.set(folder, known);
    return known;
  }
}
