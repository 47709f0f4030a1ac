import { ButlerError } from '../../domain/errors.ts';
import type { NfoFile, NfoOutcome } from '../../domain/local-media.ts';
import type { PassOrder, PassOutcome } from '../../domain/pass.ts';
import type { PictureOrder } from '../../domain/picture.ts';
import type { WalkBatch, WalkOrder, WalkSummary } from '../../domain/walk.ts';
import type { Breathe, PassProgress } from '../../domain/worker.ts';
import { breather } from '../breathe.ts';
import { useOfWorker } from './process-use.ts';
import {
  type FromWorker,
  type Meanwhile,
  type Outcome,
  type ToDo,
  type Told,
  type ToWorker,
  toPlainError,
} from './protocol.ts';

/** Who does the work in a worker process. Each throws when its signal has aborted. */
export interface Handlers {
  /** @param alive to be called and awaited whenever the work has gone on for a while without a report */
  pass(
    order: PassOrder,
    report: (progress: PassProgress) => void,
    signal: AbortSignal,
    alive: () => Promise<void> | undefined,
  ): Promise<PassOutcome>;
  walk(
    order: WalkOrder,
    take: (batch: WalkBatch) => Promise<void>,
    breathe: Breathe,
    signal: AbortSignal,
  ): Promise<WalkSummary>;
  readNfos(files: readonly NfoFile[], breathe: Breathe, signal: AbortSignal): Promise<readonly NfoOutcome[]>;
  scalePicture(order: PictureOrder): Promise<Uint8Array>;
}

/** Milliseconds between two reports, and between two signs of life where there is nothing to report. */
const reportEveryMs = 100;
const signEveryMs = 1000;

/**
 * Makes this process a worker of the one that forked it: it serves one order after the other, and ends when its parent
 * does, however that came about.
 */
export function serve(handlers: Handlers): void {
  if (!process.send) throw new Error('A worker is started by Butler itself.');
  let job: Job | undefined;

  // `process.exit` would wait for calls of the system that are under way, which on a share that is gone have no end.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Ctrl-C in a terminal reaches all processes; the parent decides what becomes of this one.
  process.on('SIGINT', () => {});
  process.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'taken':
      case 'cancel':
      case 'rest':
      case 'wake':
        if (job?.id === message.id) job.hear(message);
        break;
      default:
        job = new Job(message.id);
        void job.run(order => carryOut(message, handlers, order));
    }
  });
}

function carryOut(todo: ToDo, handlers: Handlers, { report, take, alive, signal }: Job): Promise<Outcome> {
  switch (todo.type) {
    case 'pass':
      return handlers.pass(todo.order, report, signal, alive);
    case 'walk':
      return handlers.walk(todo.order, take, breather(signal, alive), signal);
    case 'nfos':
      return handlers.readNfos(todo.files, breather(signal, alive), signal);
    case 'picture':
      return handlers.scalePicture(todo.order);
  }
}

/** An order in hand. */
class Job {
  readonly id: number;
  readonly #abort = new AbortController();
  /** Batches on the way, by number: what to do when they were taken in. */
  readonly #onTheWay = new Map<number, () => void>();
  #batches = 0;
  #resting: PromiseWithResolvers<void> | undefined;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #signedAt = Number.NEGATIVE_INFINITY;

  constructor(id: number) {
    this.id = id;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  async run(work: (job: Job) => Promise<Outcome>): Promise<void> {
    try {
      const outcome = await work(this);
      send({ type: 'done', id: this.id, outcome, memoryBytes: process.memoryUsage.rss() });
    } catch (error) {
      send({ type: 'failed', id: this.id, error: toPlainError(error) });
    }
  }

  readonly report = (progress: PassProgress): void => {
    const now = performance.now();
    if (now - this.#reportedAt < reportEveryMs) return;
    this.#reportedAt = this.#signedAt = now;
    send({ type: 'progress', id: this.id, progress });
  };

  readonly alive = (): Promise<void> | undefined => {
    const now = performance.now();
    if (now - this.#signedAt >= signEveryMs) {
      this.#signedAt = now;
      send({ type: 'alive', id: this.id });
    }
    return this.#resting?.promise;
  };

  /** Resolves when the server has taken the batch in. */
  readonly take = (content: WalkBatch): Promise<void> => {
    const batch = this.#batches++;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onTheWay.set(batch, resolve);
    send({ type: 'batch', id: this.id, batch, content });
    return promise;
  };

  hear(message: Meanwhile): void {
    switch (message.type) {
      case 'taken':
        this.#onTheWay.get(message.batch)?.();
        this.#onTheWay.delete(message.batch);
        break;
      case 'rest':
        this.#resting ??= Promise.withResolvers();
        break;
      case 'wake':
        this.#wake();
        break;
      case 'cancel':
        this.#wake();
        this.#abort.abort(new ButlerError('cancelled', {}));
        break;
    }
  }

  #wake(): void {
    this.#resting?.resolve();
    this.#resting = undefined;
  }
}

function send(told: Told): void {
  const message: FromWorker = { ...told, use: useOfWorker() };
  // Without a parent there is nobody to tell, and this process is about to end.
  if (process.connected) process.send?.(message, () => {});
}
