import type { Gate } from '../domain/worker.ts';

/** The gate of one run: closed while a pause holds it. */
export class RunGate implements Gate {
  #closed = false;
  readonly #listeners = new Set<() => void>();

  get closed(): boolean {
    return this.#closed;
  }

  set(closed: boolean): void {
    if (closed === this.#closed) return;
    this.#closed = closed;
    for (const listener of [...this.#listeners]) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** One gate for work that several runs share: it rests only when all of them do. */
export function whenAllRest(gates: readonly Gate[]): Gate {
  return {
    get closed() {
      return gates.every(gate => gate.closed);
    },
    onChange(listener) {
      const undo = gates.map(gate => gate.onChange(listener));
      return () => {
        for (const stop of undo) stop();
      };
    },
  };
}
