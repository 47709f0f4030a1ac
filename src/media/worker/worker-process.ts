import { type ChildProcess, fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { ButlerError } from '../../domain/errors.ts';
import type { NfoFile, NfoOutcome } from '../../domain/local-media.ts';
import type { PassOrder, PassOutcome } from '../../domain/pass.ts';
import type { PictureOrder } from '../../domain/picture.ts';
import { nothing, type Use } from '../../domain/samples.ts';
import type { WalkBatch, WalkOrder, WalkSummary } from '../../domain/walk.ts';
import type { PassProgress, Worker } from '../../domain/worker.ts';
import { mostUsed, useOfOther } from './process-use.ts';
import { waitedForProcessorMs } from './processor-wait.ts';
import { type FromWorker, fromPlainError, type Outcome, type ToWorker } from './protocol.ts';
import { SilenceWatch } from './silence-watch.ts';

/**
 * Milliseconds without a sign of life after which a worker with an order in hand counts as hung, unless all that time
 * others had the processors, to whom it gives way.
 */
const mostSilenceMs = 20_000;
/** Milliseconds that it has to end an order, or itself, when asked. */
const graceMs = 1_000;
/** Between normal (0) and idle (19): media work gives way to everything that people wait for. */
const niceness = 10;
/**
 * Bytes that a worker may hold between two orders: one that has more serves no other. What models of photos took is only
 * given back with the process.
 */
const mostKeptBytes = 280_000_000;
/**
 * Pictures and packets lie outside of V8's heap and are only let go when it is collected: a small heap, collected often,
 * keeps a worker a third smaller at no cost in time (measured with six results over 1080p: 340 MB, then 225). V8's
 * `--optimize-for-size` saves another 10 MB, and takes a sixth more of the processor.
 */
const smallHeap = '--max-semi-space-size=2';
/** What V8 learnt of the loops is kept while a worker waits: to learn it anew costs a tenth of the next pass. */
const keptCode = '--no-flush-bytecode';
/** Characters of the worker's last words that are kept for the error. */
const lastWordsLength = 300;

/** The server's end of a worker process. The process is started at once and lives until {@link stop}, or its own end. */
export class WorkerProcess implements Worker {
  readonly #child: ChildProcess;
  readonly #mostSilenceMs: number;
  /** Resolves when the process is gone, with what it died of. */
  readonly #gone: Promise<string>;
  #isUsable = true;
  #use: Use = nothing;
  #job: Job | undefined;
  #orders = 0;
  #lastWords = '';

  /** @param entry path of the module that calls `serve` */
  constructor(entry: string, settings: WorkerSettings = {}) {
    this.#mostSilenceMs = settings.mostSilenceMs ?? mostSilenceMs;
    const [execPath = process.execPath, ...execArgv] = [
      ...(settings.prefix ?? []),
      process.execPath,
      smallHeap,
      keptCode,
    ];
    this.#child = fork(entry, {
      execPath,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv,
      env: environment(),
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-lastWordsLength);
    });
    this.#child.on('message', (message: FromWorker) => this.#receive(message));
    this.#gone = deathOf(this.#child);
    void this.#gone.then(detail => this.#noteGone(detail));
    lowerPriority(this.#child.pid, settings.nice ?? niceness);
  }

  get usable(): boolean {
    return this.#isUsable;
  }

  get use(): Use {
    return this.#use;
  }

  lookAtUse(): void {
    if (this.pid !== undefined) this.#use = mostUsed(this.#use, useOfOther(this.pid));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async pass(
    order: PassOrder,
    report: (progress: PassProgress) => void,
    signal: AbortSignal,
  ): Promise<PassOutcome> {
    try {
      return await this.#give<PassOutcome>(id => ({ type: 'pass', id, order }), { report }, signal);
    } catch (error) {
      // A killed worker could not remove what it had begun. What cannot be removed now goes with the folder of the run.
      const removing = outputsOf(order.analyzers).map(output => rm(output, { recursive: true, force: true }));
      await Promise.allSettled(removing);
      throw error;
    }
  }

  walk(
    order: WalkOrder,
    take: (batch: WalkBatch) => Promise<void>,
    signal: AbortSignal,
  ): Promise<WalkSummary> {
    return this.#give<WalkSummary>(id => ({ type: 'walk', id, order }), { take }, signal);
  }

  readNfos(files: readonly NfoFile[], signal: AbortSignal): Promise<readonly NfoOutcome[]> {
    return this.#give<readonly NfoOutcome[]>(id => ({ type: 'nfos', id, files }), {}, signal);
  }

  /** The scaled picture. Rejects where it cannot be read. */
  scalePicture(order: PictureOrder, signal: AbortSignal): Promise<Uint8Array> {
    return this.#give<Uint8Array>(id => ({ type: 'picture', id, order }), {}, signal);
  }

  rest(): void {
    const job = this.#job;
    if (!job) return;
    job.watch.rest(true);
    this.#send({ type: 'rest', id: job.id });
  }

  wake(): void {
    const job = this.#job;
    if (!job) return;
    job.watch.rest(false);
    this.#send({ type: 'wake', id: job.id });
  }

  /** An order in hand rejects with `cancelled`. A process that hangs in the system is left to it after two seconds. */
  async stop(): Promise<void> {
    this.#isUsable = false;
    const job = this.#job;
    job?.blame(new ButlerError('cancelled', {}));
    // The worker ends when it finds that nobody is there any more.
    if (this.#child.connected) this.#child.disconnect();
    await this.#goneWithin(graceMs);
    await this.#kill();
    job?.fail();
  }

  async #give<T extends Outcome>(
    message: (id: number) => ToWorker,
    hooks: Hooks,
    signal: AbortSignal,
  ): Promise<T> {
    if (signal.aborted) throw new ButlerError('cancelled', {});
    if (this.#job) throw new Error('The worker has an order in hand already.');
    if (!this.#isUsable) throw new ButlerError('worker-lost', { detail: 'it had ended before' });
    const watch = new SilenceWatch({
      mostMs: this.#mostSilenceMs,
      waitedMs: () => waitedForProcessorMs(this.#child.pid ?? 0),
      onHung: () => void this.#endHung(job),
    });
    const job = new Job(++this.#orders, hooks, watch);
    this.#job = job;
    const cancel = () => void this.#cancel(job, new ButlerError('cancelled', {}));
    signal.addEventListener('abort', cancel, { once: true });
    this.#send(message(job.id));
    try {
      return (await job.outcome) as T;
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#job = undefined;
    }
  }

  #receive(message: FromWorker): void {
    this.#use = mostUsed(this.#use, message.use);
    const job = this.#job;
    if (job?.id !== message.id) return;
    job.watch.noteLife();
    switch (message.type) {
      case 'progress':
        job.hooks.report?.(message.progress);
        break;
      case 'batch':
        void this.#takeBatch(job, message.batch, message.content);
        break;
      case 'done':
        if (message.memoryBytes > mostKeptBytes) this.#isUsable = false;
        job.succeed(message.outcome);
        break;
      case 'failed':
        job.fail(fromPlainError(message.error));
        break;
    }
  }

  async #takeBatch(job: Job, batch: number, content: WalkBatch): Promise<void> {
    try {
      await job.watch.whileItWaits(() => job.hooks.take?.(content));
      this.#send({ type: 'taken', id: job.id, batch });
    } catch (error) {
      await this.#cancel(job, error);
    }
  }

  /** Asks the worker to give the order up, and ends it if it does not. */
  async #cancel(job: Job, because: unknown): Promise<void> {
    job.blame(because);
    this.#send({ type: 'cancel', id: job.id });
    await Promise.race([job.ended, this.#goneWithin(graceMs)]);
    await this.#endWith(job);
  }

  async #endHung(job: Job): Promise<void> {
    job.blame(
      new ButlerError('worker-lost', { detail: `no sign of life for ${this.#mostSilenceMs / 1000} s` }),
    );
    await this.#endWith(job);
  }

  /** Ends the process unless the order has ended by itself. */
  async #endWith(job: Job): Promise<void> {
    if (job !== this.#job) return;
    await this.#kill();
    job.fail();
  }

  /** Resolves when the process is gone, or hangs in a call of the system where no signal reaches it. */
  async #kill(): Promise<void> {
    this.#isUsable = false;
    this.#child.kill('SIGKILL');
    await this.#goneWithin(graceMs);
  }

  async #goneWithin(ms: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([this.#gone, delay(ms, undefined, { signal: timer.signal }).catch(() => {})]).finally(
      () => timer.abort(),
    );
  }

  #noteGone(detail: string): void {
    this.#isUsable = false;
    const words = this.#lastWords.trim().split('\n').at(-1);
    this.#job?.fail(new ButlerError('worker-lost', { detail: words ? `${detail}: ${words}` : detail }));
  }

  #send(message: ToWorker): void {
    // What goes wrong here is told by the end of the process.
    if (this.#child.connected) this.#child.send(message, () => {});
  }
}

interface WorkerSettings {
  readonly mostSilenceMs?: number;
  /** 0 (as everything else) to 19 (gives way to everything). */
  readonly nice?: number;
  /** Program and arguments that start the command which follows them in their own place. */
  readonly prefix?: readonly string[];
}

interface Hooks {
  readonly report?: (progress: PassProgress) => void;
  readonly take?: (batch: WalkBatch) => Promise<void>;
}

/** An order in hand. */
class Job {
  readonly id: number;
  readonly hooks: Hooks;
  readonly watch: SilenceWatch;
  readonly #result = Promise.withResolvers<Outcome>();
  #blamed: { readonly error: unknown } | undefined;

  constructor(id: number, hooks: Hooks, watch: SilenceWatch) {
    this.id = id;
    this.hooks = hooks;
    this.watch = watch;
  }

  get outcome(): Promise<Outcome> {
    return this.#result.promise;
  }

  /** Resolves when there is an outcome, good or bad. */
  get ended(): Promise<void> {
    return this.#result.promise.then(
      () => {},
      () => {},
    );
  }

  /** Sets why the order has failed, whatever its worker makes of it from now on. */
  blame(error: unknown): void {
    this.#blamed ??= { error };
  }

  succeed(outcome: Outcome): void {
    this.watch.end();
    if (this.#blamed) this.#result.reject(this.#blamed.error);
    else this.#result.resolve(outcome);
  }

  fail(error?: unknown): void {
    this.watch.end();
    this.#result.reject(this.#blamed?.error ?? error);
  }
}

/** All that the analyzers of an order leave on disk for the server to publish. */
function outputsOf({ indexFile, chapterThumbs }: PassOrder['analyzers']): readonly string[] {
  const outputs = [indexFile?.output, indexFile?.sheets?.output, chapterThumbs?.output];
  return outputs.filter(output => output !== undefined);
}

/** Resolves when the process is gone, or never came to be, with what it died of. */
function deathOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
    // Also told when a signal cannot be sent; then the process is there.
    child.on('error', error => {
      if (child.pid === undefined) resolve(error.message);
    });
  });
}

/** Where the system does not allow it, the work is done at normal priority. */
function lowerPriority(pid: number | undefined, nice: number): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, nice);
  } catch {}
}

/**
 * The worker parses what strangers made: it gets to know none of our secrets. One arena for all its threads keeps what
 * glibc holds back small.
 */
function environment(): NodeJS.ProcessEnv {
  const open = Object.entries(process.env).filter(([name]) => !name.startsWith('BUTLER_'));
  return { ...Object.fromEntries(open), MALLOC_ARENA_MAX: '1' };
}
