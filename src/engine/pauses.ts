import { formatError } from '../domain/errors.ts';
import type { Pause } from '../domain/pause.ts';
import type { Trigger } from '../domain/run.ts';
import type { Task } from '../domain/task-definition.ts';
import type { EngineParts } from './parts.ts';

/**
 * Why work rests now. Pauses of several causes stand beside each other; work goes on when the last one is gone. Those by
 * hand outlive a restart.
 */
export class Pauses {
  readonly #parts: Pick<EngineParts, 'pauses' | 'events' | 'now'>;
  readonly #pauses = new Map<string, Pause>();

  constructor(parts: Pick<EngineParts, 'pauses' | 'events' | 'now'>) {
    this.#parts = parts;
  }

  /** Takes up the pauses by hand that are still to last, and drops the others. */
  async open(): Promise<void> {
    const { pauses: store, now } = this.#parts;
    for (const pause of await store.pauses()) {
      if (pause.until !== undefined && pause.until <= now()) await store.dropPause(pause.scope);
      else this.set(pause);
    }
  }

  /** Those in force; the ones that are over are forgotten. */
  get inForce(): readonly Pause[] {
    const now = this.#parts.now();
    for (const [id, { until }] of this.#pauses) {
      if (until !== undefined && until <= now) this.#pauses.delete(id);
    }
    return [...this.#pauses.values()];
  }

  /** A pause of the same cause and scope is replaced. */
  set(pause: Pause): void {
    this.#pauses.set(key(pause), pause);
  }

  /** False when there was none. */
  delete(pause: Pick<Pause, 'cause' | 'scope'>): boolean {
    return this.#pauses.delete(key(pause));
  }

  /** Has a pause by hand outlive a restart. It holds all the same where it cannot be kept, as on a full disk. */
  async keep(pause: Pause): Promise<void> {
    await this.#parts.pauses.keepPause(pause).catch(this.#tell);
  }

  /** Takes back what {@link keep} did. */
  async drop(scope: Pause['scope']): Promise<void> {
    await this.#parts.pauses.dropPause(scope).catch(this.#tell);
  }

  readonly #tell = (error: unknown): void => {
    this.#parts.events.emit(
      'fault',
      `A restart will not know of this pause or its end: ${formatError(error)}`,
    );
  };
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
    return cause === 'playback' || trigger === undefined || begunByItself({ trigger });
  });
}

/** Whether nobody asked for a run. */
export function begunByItself({ trigger }: { readonly trigger: Trigger }): boolean {
  return trigger === 'window' || trigger === 'new-media' || trigger === 'new-input';
}

function key({ cause, scope }: Pick<Pause, 'cause' | 'scope'>): string {
  return `${cause} ${scope}`;
}
