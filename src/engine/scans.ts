import type { Butler } from '../domain/butler.ts';
import { say } from '../domain/phrases.ts';
import { covers, type ScanScope } from '../domain/scan-scope.ts';
import type { Task } from '../domain/task-definition.ts';
import type { RunsInHand } from './runs-in-hand.ts';

interface Sources {
  /** The task that scans; undefined in a Butler without one. */
  readonly task: Task | undefined;
  readonly inHand: RunsInHand;
  /** The night to which a run of now belongs. */
  readonly serviceDay: () => string;
}

const stopped = say('stopped-by-hand', {});

/** Scans of parts of the library, as clients ask for them: one after the other, and never beside a scan of everything. */
export class Scans {
  readonly #sources: Sources;
  readonly #waiting: ScanScope[] = [];

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  async request(scope: ScanScope): ReturnType<Butler['scan']> {
    const { task, inHand } = this.#sources;
    const live = task && inHand.of(task.name);
    // A scan of everything that has not begun yet will see it: it begins now, also where it was put down for later.
    if (live?.recorded && live.scope === undefined && live.run.state !== 'running') {
      if (live.run.state === 'scheduled') await live.moveTo('queued');
      inHand.dispatch();
      return 'waiting';
    }
    if (!this.#waiting.some(other => covers(other, scope))) {
      const left = this.#waiting.filter(other => !covers(scope, other));
      this.#waiting.splice(0, this.#waiting.length, ...left, scope);
    }
    await this.startNext();
    return task && inHand.of(task.name)?.scope === scope ? 'started' : 'waiting';
  }

  /** Begins the next scan that waits, where none is in hand. */
  async startNext(): Promise<void> {
    const { task, inHand, serviceDay } = this.#sources;
    if (!task || inHand.of(task.name)) return;
    const scope = this.#waiting.shift();
    if (!scope) return;
    await inHand.add(task, 'partial', { serviceDay: serviceDay(), scope });
    inHand.dispatch();
  }

  async cancel(sectionId: number): ReturnType<Butler['cancelScan']> {
    const { task, inHand } = this.#sources;
    const left = this.#waiting.filter(scope => scope.sectionId !== sectionId);
    const taken = this.#waiting.splice(0, this.#waiting.length, ...left).length - left.length;
    const live = task && inHand.of(task.name);
    const isMeant = live && (live.scope === undefined || live.scope.sectionId === sectionId);
    if (isMeant) await live.end('cancelled', stopped);
    return isMeant || taken > 0 ? 'stopped' : 'not-running';
  }

  /** Takes back all that wait. */
  clear(): void {
    this.#waiting.length = 0;
  }
}
