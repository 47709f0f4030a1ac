import type { Pause } from '../domain/pause.ts';
import type { Trigger } from '../domain/run.ts';
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
 * The first pause that holds a task, or a run of it. Pure.
 *
 * A person who pauses everything means everything. Somebody who watches holds what reads media, and lets the small
 * housekeeping pass. What strains the machine holds what Butler began by itself: who asked for a run waits for it.
 */
export function findPause(pauses: readonly Pause[], task: Task, trigger?: Trigger): Pause | undefined {
  return pauses.find(({ cause, scope }) => {
    if (scope !== 'all') return scope === task.name;
    if (cause === 'hand') return true;
    if (task.group === 'housekeeping') return false;
    return cause === 'playback' || trigger === undefined || begunByItself.includes(trigger);
  });
}

const begunByItself: readonly Trigger[] = ['window', 'new-media'];

function key({ cause, scope }: Pick<Pause, 'cause' | 'scope'>): string {
  return `${cause} ${scope}`;
}
