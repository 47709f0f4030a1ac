import { ButlerError } from '../../domain/errors.ts';

/** A flag that one thread raises and another looks at between two steps, without waiting for messages. */
export class Cancel {
  readonly flag: SharedArrayBuffer;
  readonly #cell: Int32Array<SharedArrayBuffer>;

  constructor(flag: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.flag = flag;
    this.#cell = new Int32Array(flag);
  }

  raise(): void {
    Atomics.store(this.#cell, 0, 1);
    Atomics.notify(this.#cell, 0);
  }

  throwIfCancelled(): void {
    if (Atomics.load(this.#cell, 0) !== 0) throw new ButlerError('cancelled', {});
  }

  /** Lets this thread rest, and others work, for so long or until the flag is raised. */
  rest(ms: number): void {
    Atomics.wait(this.#cell, 0, 0, ms);
  }
}
