import type { Pause } from '../domain/pause.ts';
import type { Task } from '../domain/task-definition.ts';

/** Why work rests now. Pauses of several causes stand beside each other; work goes on when the last one is gone. */
export class Pauses {
  readonly #pauses = new Map<string, Pause>();

  /** A pause of the same cause and scope is replaced. */
  set(pause: Pause): void {
    this.#pauses.set(key(pause), pause);
  }

  /** False when there was none. */
  delete(pause: Pick<Pause, 'cause' | 'scope'>): boolean {
    return this.#pauses.delete(key(pause));
  }

  /** Those in force at an instant; the ones that are over are forgotten. */
  at(now: number): readonly Pause[] {
    for (const [id, { until }] of this.#pauses) {
      if (until !== undefined && until <= now) this.#pauses.delete(id);
    }
    return [...this.#pauses.values()];
  }
}

/**
 * The first pause that holds a task. A person who pauses everything means everything; what Butler finds out by itself
 * (somebody watches, the machine is busy) holds the work that reads media, and lets the small housekeeping pass.
 */
export function findPause(pauses: readonly Pause[], task: Task): Pause | undefined {
  return pauses.find(({ cause, scope }) =>
    scope === 'all' ? cause === 'hand' || task.group !== 'housekeeping' : scope === task.name,
  );
}

function key({ cause, scope }: Pick<Pause, 'cause' | 'scope'>): string {
  return `${cause} ${scope}`;
}
