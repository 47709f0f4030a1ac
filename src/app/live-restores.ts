import type { EventEmitter } from 'node:events';
import { ButlerError } from '../domain/errors.ts';
import type { ButlerEvents } from '../domain/events.ts';
import { failureOf, type Restorable, type Restore } from '../domain/restore.ts';
import { exists } from '../files/exists.ts';
import type { Restores } from '../http/api/restores.ts';
import { findRestorable, rehearse } from './bring-back.ts';
import { type BegunRestore, beginRestore, type PreparedRestore, prepareRestore } from './restore.ts';
import { findRestore } from './restore-record.ts';

/**
 * Restores that a server at work is asked for. A backup is brought back beside the database while the work goes on; only
 * for the last step has the server to make way.
 */
export class LiveRestores implements Restores {
  readonly #data: string;
  readonly #events: EventEmitter<ButlerEvents>;
  readonly #abort = new AbortController();
  readonly #prepared = Promise.withResolvers<PreparedRestore>();
  /** The one that this server was asked for last. */
  #restore: Restore | undefined;
  #isBusy = false;
  #preparing: Promise<void> = Promise.resolve();

  constructor(data: string, events: EventEmitter<ButlerEvents>) {
    this.#data = data;
    this.#events = events;
  }

  /** Resolves when the server is to make way for a restore. */
  get prepared(): Promise<PreparedRestore> {
    return this.#prepared.promise;
  }

  async last(): Promise<Restore | undefined> {
    return this.#restore ?? (await findRestore(this.#data));
  }

  async rehearse(backup: string, signal: AbortSignal): Promise<Restorable> {
    return await rehearse({ backup, data: this.#data, signal });
  }

  async undo(key: string | undefined): Promise<Restore> {
    const last = await this.last();
    if (key !== undefined && last?.key === key) return last;
    const keptAs = last?.restored?.keptAs;
    if (keptAs === undefined || !(await exists(keptAs))) throw new ButlerError('restore-final', {});
    return await this.begin(keptAs, key);
  }

  async begin(backup: string, key: string | undefined): Promise<Restore> {
    const last = await this.last();
    if (key !== undefined && last?.key === key) return last;
    if (this.#isBusy) throw new ButlerError('restore-busy', { backup: last?.backup ?? backup });
    this.#isBusy = true;
    const request = {
      ...{ backup, data: this.#data, signal: this.#abort.signal },
      onProgress: (fraction: number) => this.#tellProgress(fraction),
    };
    try {
      const begun = await beginRestore(request, await findRestorable(request), key);
      this.#tell(begun.restore);
      this.#preparing = this.#prepare(begun);
      return begun.restore;
    } catch (error) {
      this.#isBusy = false;
      throw error;
    }
  }

  /** Gives up a restore that is not prepared yet. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#preparing;
  }

  async #prepare(begun: BegunRestore): Promise<void> {
    try {
      const prepared = await prepareRestore(begun);
      this.#tell({ ...begun.restore, state: 'replacing' });
      this.#prepared.resolve(prepared);
    } catch (error) {
      this.#isBusy = false;
      this.#tell({ ...begun.restore, state: 'failed', endedAt: Date.now(), failure: failureOf(error) });
    }
  }

  /** Each hundredth once. */
  #tellProgress(fraction: number): void {
    const rounded = Math.floor(fraction * 100) / 100;
    if (this.#restore && this.#restore.fraction !== rounded)
      this.#tell({ ...this.#restore, fraction: rounded });
  }

  #tell(restore: Restore): void {
    this.#restore = restore;
    this.#events.emit('restore', restore);
  }
}
