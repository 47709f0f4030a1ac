import type { NfoFile, NfoOutcome } from '../domain/local-media.ts';
import type { PassOrder, PassOutcome } from '../domain/pass.ts';
import type { Ledger } from '../domain/samples.ts';
import { Turns } from '../domain/turns.ts';
import type { WalkBatch, WalkOrder, WalkSummary } from '../domain/walk.ts';
import type { Gate, PassProgress, Worker, WorkerOrder, WorkerView } from '../domain/worker.ts';
import { useSince } from './share-out.ts';

/** A worker that had nothing to do for this long is ended, so that an idle server is small. */
const idleMs = 15_000;
/** A walk that takes longer waits for its disk rather than the processor. */
const slowWalkMs = 5_000;
/** Workers beyond the limit, for those that wait in this way. */
const mostWaiting = 4;

/** What a worker is to do, for people. */
interface Order {
  readonly order: WorkerOrder;
  readonly path: string;
}

/**
 * As many worker processes as there is use for, up to a limit. Each serves one order at a time; one that died is
 * replaced by the next order. Starts none before there is work.
 */
export class WorkerPool {
  readonly #limit: () => number;
  readonly #spawn: () => Worker;
  readonly #idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
  readonly #all = new Set<Worker>();
  readonly #orders = new Map<Worker, Order & { since: number; isResting: boolean }>();
  /** What books the use of each that has an order. */
  readonly #books = new Map<Worker, () => void>();
  /** Of those that wait for a place. */
  readonly #turns = new Turns();
  readonly #slowWalkMs: number;
  #busy = 0;
  /** Walks that have left their place to another. */
  #slow = 0;
  #stopped = false;
  #started = 0;
  #lost = 0;
  #hasFailed = false;

  /**
   * @param limit how many may work at once; may change at any time
   * @param slowMs milliseconds after which a walk leaves its place to another
   */
  constructor(limit: () => number, spawn: () => Worker, slowMs = slowWalkMs) {
    this.#limit = limit;
    this.#spawn = spawn;
    this.#slowWalkMs = slowMs;
  }

  get limit(): number {
    return this.#limit();
  }

  /** The processes of all workers. */
  get pids(): readonly number[] {
    return [...this.#all].flatMap(worker => worker.pid ?? []);
  }

  /** All workers, and what each is at. */
  get workers(): readonly WorkerView[] {
    return [...this.#all].map(worker => ({
      isResting: false,
      ...(worker.pid !== undefined && { pid: worker.pid }),
      ...this.#orders.get(worker),
    }));
  }

  /** How many workers were started. */
  get started(): number {
    return this.#started;
  }

  /** How many of these were of no more use: they died, hung, or grew too large. */
  get lost(): number {
    return this.#lost;
  }

  /** Whether the system refused to start the last one. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Has what was used for all orders in hand booked up to now. */
  book(): void {
    for (const [worker, book] of this.#books) {
      worker.lookAtUse();
      book();
    }
  }

  pass(
    order: PassOrder,
    report: (progress: PassProgress) => void,
    signal: AbortSignal,
    gate: Gate,
    ledger: Ledger,
  ): Promise<PassOutcome> {
    return this.#use(worker => worker.pass(order, report, signal), signal, gate, ledger, {
      order: 'pass',
      path: order.path,
    });
  }

  walk(
    order: WalkOrder,
    take: (batch: WalkBatch) => Promise<void>,
    signal: AbortSignal,
    gate: Gate,
    ledger: Ledger,
  ): Promise<WalkSummary> {
    return this.#use(worker => worker.walk(order, take, signal), signal, gate, ledger, {
      order: 'walk',
      path: order.root,
    });
  }

  readNfos(
    files: readonly NfoFile[],
    signal: AbortSignal,
    gate: Gate,
    ledger: Ledger,
  ): Promise<readonly NfoOutcome[]> {
    return this.#use(worker => worker.readNfos(files, signal), signal, gate, ledger, {
      order: 'nfo',
      path: files[0]?.path ?? '',
    });
  }

  /** Ends all processes. Orders in hand reject. Safe to call twice. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer);
    await Promise.all([...this.#all].map(worker => worker.stop()));
  }

  async #use<T>(
    act: (worker: Worker) => Promise<T>,
    signal: AbortSignal,
    gate: Gate,
    ledger: Ledger,
    about: Order,
  ): Promise<T> {
    await this.#takePlace(signal);
    const worker = this.#takeIdle() ?? this.#start();
    const current = { ...about, since: Date.now(), isResting: false };
    this.#orders.set(worker, current);
    const book = bookkeeping(worker, ledger, current);
    this.#books.set(worker, book);
    let resting = false;
    let slow = false;
    let hasPlace = true;
    // A worker that rests leaves its place to another; when it wakes there may be more than the limit for a while.
    const keepPlace = () => {
      if (hasPlace === (!resting && !slow)) return;
      hasPlace = !hasPlace;
      this.#busy += hasPlace ? 1 : -1;
      if (!hasPlace) this.#turns.wakeNext();
    };
    const follow = () => {
      if (gate.closed === resting) return;
      book();
      resting = gate.closed;
      current.isResting = resting;
      if (resting) worker.rest();
      else worker.wake();
      keepPlace();
    };
    const stopFollowing = gate.onChange(follow);
    const timer = setTimeout(() => {
      if (about.order !== 'walk' || this.#slow >= mostWaiting) return;
      this.#slow++;
      slow = true;
      keepPlace();
    }, this.#slowWalkMs);
    try {
      const work = act(worker);
      follow();
      return await work;
    } finally {
      clearTimeout(timer);
      stopFollowing();
      if (resting) worker.wake();
      if (hasPlace) this.#busy--;
      if (slow) this.#slow--;
      this.#orders.delete(worker);
      this.#books.delete(worker);
      book();
      this.#giveBack(worker);
      this.#turns.wakeNext();
    }
  }

  async #takePlace(signal: AbortSignal): Promise<void> {
    while (this.#busy >= this.limit && !signal.aborted) await this.#turns.wait(signal);
    if (!signal.aborted && !this.#stopped) {
      this.#busy++;
      return;
    }
    // A place that is there is still free for whoever comes next.
    if (this.#busy < this.limit) this.#turns.wakeNext();
    signal.throwIfAborted();
    throw new Error('The worker pool was stopped.');
  }

  #start(): Worker {
    const worker = this.#spawn();
    this.#all.add(worker);
    this.#started++;
    this.#hasFailed = worker.pid === undefined;
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
    if (!worker.usable && !this.#stopped) this.#lost++;
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

/** What books, whenever it is called, what a worker has used since the last time, and how long it was at work. */
function bookkeeping(worker: Worker, ledger: Ledger, order: { readonly isResting: boolean }): () => void {
  let booked = worker.use;
  let bookedMs = performance.now();
  return () => {
    const nowMs = performance.now();
    const spanMs = nowMs - bookedMs;
    const used = useSince(booked, worker.use);
    booked = worker.use;
    bookedMs = nowMs;
    ledger.book({ ...used, workerMs: order.isResting ? 0 : Math.round(spanMs) }, spanMs);
  };
}
