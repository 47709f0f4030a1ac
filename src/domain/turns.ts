/** Those who wait for something that others have, in the order in which they came. */
export class Turns {
  readonly #waiting = new Set<() => void>();

  /** Resolves when it may be there, or when the signal aborts: others may have it for hours. It is not to be aborted yet. */
  async wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    this.#waiting.add(wake);
    signal.addEventListener('abort', wake);
    await promise;
    this.#waiting.delete(wake);
    // Who waits for long is woken often, each time in vain.
    signal.removeEventListener('abort', wake);
  }

  wakeNext(): void {
    const [wake] = this.#waiting;
    if (!wake) return;
    this.#waiting.delete(wake);
    wake();
  }

  wakeAll(): void {
    for (const wake of this.#waiting) wake();
  }
}
