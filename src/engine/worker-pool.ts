import type { NfoFile, NfoOutcome } from '../domain/local-media.ts';
import type { PassOrder, PassOutcome } from '../domain/pass.ts';
import type { WalkBatch, WalkOrder, WalkSummary } from '../domain/walk.ts';
import type { Gate, PassProgress, Worker } from '../domain/worker.ts';

/** A worker that had nothing to do for this long is ended, so that an idle server is small. */
const idleMs = 15_000;

/**
 * As many worker processes as there is use for, up to a limit. Each serves one order at a time; one that died is
 * replaced by the next order. Starts none before there is work.
 */
export class WorkerPool {
  readonly #limit: () => number;
  readonly #spawn: () => Worker;
  readonly #idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #stopped = false;

  /** @param limit how many may work at once; may change at any time */
  constructor(limit: () => number, spawn: () => Worker) {
    this.#limit = limit;
    this.#spawn = spawn;
  }

  get limit(): number {
    return this.#limit();
  }

  /** The processes of all workers. */
  get pids(): readonly number[] {
    return [...this.#all].flatMap(worker => worker.pid ?? []);
  }

  pass(
    order: PassOrder,
    report: (progress: PassProgress) => void,
    signal: AbortSignal,
    gate: Gate,
  ): Promise<PassOutcome> {
    return this.#use(worker => worker.pass(order, report, signal), signal, gate);
  }

  walk(
    order: WalkOrder,
    take: (batch: WalkBatch) => Promise<void>,
    signal: AbortSignal,
    gate: Gate,
  ): Promise<WalkSummary> {
    return this.#use(worker => worker.walk(order, take, signal), signal, gate);
  }

  readNfos(files: readonly NfoFile[], signal: AbortSignal, gate: Gate): Promise<readonly NfoOutcome[]> {
    return this.#use(worker => worker.readNfos(files, signal), signal, gate);
  }

  /** Ends all processes. Orders in hand reject. Safe to call twice. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer);
    await Promise.all([...this.#all].map(worker => worker.stop()));
  }

  async #use<T>(act: (worker: Worker) => Promise<T>, signal: AbortSignal, gate: Gate): Promise<T> {
    while (this.#busy >= this.limit) await new Promise<void>(resolve => this.#waiting.push(resolve));
    signal.throwIfAborted();
    if (this.#stopped) throw new Error('The worker pool was stopped.');
    this.#busy++;
    const worker = this.#takeIdle() ?? this.#start();
    let resting = false;
    // A worker that rests leaves its place to another; when it wakes there may be more than the limit for a while.
    const follow = () => {
      if (gate.closed === resting) return;
      resting = gate.closed;
      this.#busy += resting ? -1 : 1;
      if (resting) worker.rest();
      else worker.wake();
      if (resting) this.#waiting.shift()?.();
    };
    const stopFollowing = gate.onChange(follow);
    try {
      const work = act(worker);
      follow();
      return await work;
    } finally {
      stopFollowing();
      if (resting) worker.wake();
      else this.#busy--;
      this.#giveBack(worker);
      this.#waiting.shift()?.();
    }
  }

  #start(): Worker {
    const worker = this.#spawn();
    this.#all.add(worker);
    return worker;
  }

  #takeIdle(): Worker | undefined {
    for (;;) {
      const entry = this.#idle.pop();
      if (!entry) return undefined;
      clearTimeout(entry.timer);
      if (entry.worker.usable) return entry.worker;
      this.#all.delete(entry.worker);
    }
  }

  #giveBack(worker: Worker): void {
    if (!worker.usable || this.#stopped) {
      this.#discard(worker);
      return;
    }
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex(entry => entry.worker === worker),
        1,
      );
      this.#discard(worker);
    }, idleMs);
    timer.unref();
    this.#idle.push({ worker, timer });
  }

  #discard(worker: Worker): void {
    void worker.stop().finally(() => this.#all.delete(worker));
  }
}
