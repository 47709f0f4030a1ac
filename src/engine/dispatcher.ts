import type { EventEmitter } from 'node:events';
import type { FileInHand } from '../domain/butler.ts';
import { ButlerError, type ErrorCode, formatError } from '../domain/errors.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Part } from '../domain/library.ts';
import type { PassOrder, PassOutcome } from '../domain/pass.ts';
import type { LibraryStore, RunStore } from '../domain/ports.ts';
import type { RunContext } from '../domain/run-context.ts';
import type { Ledger } from '../domain/samples.ts';
import type { PassResult, TaskName } from '../domain/task.ts';
import type { UnitTask } from '../domain/task-definition.ts';
import type { Gate, Readers } from '../domain/worker.ts';
import { whenAllRest } from './gate.ts';
import { Gathering } from './gathering.ts';
import { NextParts } from './next-parts.ts';
import type { Failure, Lease, Queue, QueuedUnit, Settlement } from './queue/queue.ts';
import { Settlements } from './settlements.ts';
import { type Claim, fuse, ledgerOf, tellProgress, type Work } from './work.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Results that are on their way into the library, beyond which no file is read: they are held in memory. */
const mostTaking = 16;

/** Errors of which the next file would fail as well: they end the run, and are no failure of a file. */
const ofTheMachine: readonly ErrorCode[] = ['media-engine-missing', 'disk-full', 'folder-unwritable'];

/** What a run's units came to. */
export interface UnitCounts {
  readonly done: number;
  readonly failed: number;
  /** Those whose file changed or vanished while it was read. */
  readonly changed: number;
  readonly bytes: number;
}

interface Ports {
  readonly queue: Queue;
  readonly pool: WorkerPool;
  readonly library: Pick<LibraryStore, 'findParts'>;
  readonly runs: Pick<RunStore, 'addFailure'>;
  readonly events: EventEmitter<ButlerEvents>;
  readonly readers: Readers;
  /** For how long files wait for other runs that want something of them, in milliseconds. */
  readonly gatherMs?: number | undefined;
  now(): number;
}

/**
 * Brings units to workers. All units that the runs in hand have queued on one file travel together as one pass, so
 * that the file is read once. Results are taken into the library here, in the server, unit by unit; a unit counts as
 * done when that has happened and the queue knows it, in this order.
 */
export class Dispatcher {
  readonly #ports: Ports;
  readonly #works = new Map<TaskName, Work>();
  /** One for each file that is being read: a pass that rests leaves its place to another. */
  readonly #passes = new Set<Gate>();
  /** Files whose results are being taken in, while the workers read the next ones. */
  #taking = 0;
  readonly #gathering: Gathering;
  #pumping = false;
  #pumpAgain = false;
  readonly #settlements = new Settlements(batch => this.#settle(batch));
  readonly #parts: NextParts;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#gathering = new Gathering(() => this.#pump(), ports.gatherMs);
    this.#parts = new NextParts(ports.library, limit => ports.queue.coming(limit));
  }

  /**
   * Works off what the queue holds for a task. Resolves when nothing of it is queued or in hand any more; rejects
   * when the run's signal aborts, or when a fault makes it useless to go on.
   */
  async work(task: UnitTask, context: RunContext, gate: Gate, ledger: Ledger): Promise<UnitCounts> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const work: Work = {
      task,
      context,
      gate,
      ledger,
      draining: false,
      done: 0,
      failed: 0,
      changed: 0,
      bytes: 0,
      inHand: new Map(),
      end: resolve,
    };
    this.#works.set(task.name, work);
    const stop = () => {
      work.draining = true;
      this.#endIfIdle(work);
    };
    context.signal.addEventListener('abort', stop, { once: true });
    if (context.signal.aborted) stop();
    const stopFollowing = gate.onChange(() => this.#pump());
    this.#pump();
    try {
      await promise;
    } finally {
      this.#works.delete(task.name);
      stopFollowing();
      context.signal.removeEventListener('abort', stop);
    }
    if (work.fault) throw work.fault;
    context.signal.throwIfAborted();
    const { done, failed, changed, bytes } = work;
    return { done, failed, changed, bytes };
  }

  /** A run looks for units, until what this returns is disposed: passes wait for a moment, to serve it as well. */
  expectUnits(): Disposable {
    return this.#gathering.begin();
  }

  /** The files that are being read for a task. */
  filesOf(task: TaskName): readonly FileInHand[] {
    return [...(this.#works.get(task)?.inHand ?? [])].map(([{ label, bytes }, fraction]) => ({
      label,
      bytes,
      fraction,
    }));
  }

  /** Lets the units in hand end and takes no more. */
  drain(task: TaskName): void {
    const work = this.#works.get(task);
    if (!work) return;
    work.draining = true;
    this.#endIfIdle(work);
  }

  #pump(): void {
    if (this.#pumping) {
      this.#pumpAgain = true;
      return;
    }
    this.#pumping = true;
    void this.#startPasses()
      .catch(error => {
        // The queue cannot be read: every run that depends on it ends with that error.
        for (const work of this.#works.values()) this.#abandon(work, error);
      })
      .finally(() => {
        this.#pumping = false;
        if (!this.#pumpAgain) return;
        this.#pumpAgain = false;
        this.#pump();
      });
  }

  async #startPasses(): Promise<void> {
    while (this.#hasPlace()) {
      const open = [...this.#works.values()]
        .filter(work => !work.draining && !work.gate.closed)
        .map(work => work.task.name);
      const lease = this.#gathering.isOn ? undefined : await this.#ports.queue.lease(open);
      if (!lease) {
        // Nobody else ends soon.
        if (this.#passes.size + this.#taking === 0) this.#settlements.flush();
        return this.#endFinished(open);
      }
      const tasks = new Set(lease.units.map(unit => unit.task));
      const gate = whenAllRest(
        [...this.#works.values()].filter(work => tasks.has(work.task.name)).map(work => work.gate),
      );
      this.#passes.add(gate);
      void this.#serve(lease, gate).finally(() => {
        this.#passes.delete(gate);
        this.#pump();
      });
    }
  }

  #hasPlace(): boolean {
    const reading = [...this.#passes].filter(gate => !gate.closed).length;
    return reading < this.#ports.pool.limit && this.#taking < mostTaking;
  }

  /** Ends the runs that have nothing waiting and nothing in hand: what is in hand may yet fail and wait again. */
  async #endFinished(tasks: readonly TaskName[]): Promise<void> {
    for (const task of tasks) {
      const waiting = await this.#ports.queue.waiting(task);
      const work = this.#works.get(task);
      if (work && waiting === 0 && work.inHand.size === 0) work.end();
    }
  }

  #endIfIdle(work: Work): void {
    if (work.draining && work.inHand.size === 0) work.end();
  }

  #abandon(work: Work, fault: unknown): void {
    work.fault ??= fault;
    work.draining = true;
    this.#endIfIdle(work);
  }

  async #serve(lease: Lease, gate: Gate): Promise<void> {
    const claims: Claim[] = [];
    for (const unit of lease.units) {
      const work = this.#works.get(unit.task);
      if (work && !work.draining) work.inHand.set(unit, 0);
    }
    const held = lease.units.filter(unit => this.#works.get(unit.task)?.inHand.has(unit));
    const works = new Map(held.map(unit => [unit.task, this.#works.get(unit.task)] as const));
    try {
      const part = await this.#parts.find(lease.subject);
      for (const unit of held) {
        const work = works.get(unit.task);
        if (!work) continue;
        const requests = part ? await work.task.order(work.context, unit) : [];
        if (requests.length > 0) claims.push({ unit, work, requests });
        // The file is gone, or another run has done it meanwhile: there is nothing left to do.
        else this.#settlements.add({ unit, ok: true });
      }
      if (part && claims.length > 0) await this.#pass(part, claims, gate);
    } catch (error) {
      for (const work of works.values()) if (work) this.#abandon(work, error);
    } finally {
      // Those that ended are held until the queue knows it.
      const left = lease.units.filter(unit => !this.#settlements.has(unit));
      await this.#ports.queue.release(left).catch(error => {
        for (const work of works.values()) if (work) this.#abandon(work, error);
      });
      for (const unit of left) this.#letGo(unit);
    }
  }

  /** One pass over a file for all that want it, and what came of it. */
  async #pass(part: Part, claims: readonly Claim[], gate: Gate): Promise<void> {
    const together = fuse(claims);
    const order: PassOrder = {
      path: part.path,
      size: part.size,
      modifiedAt: part.modifiedAt,
      analyzers: Object.fromEntries(
        together.flatMap(({ requests }) => requests.map(({ analyzer, settings }) => [analyzer, settings])),
      ),
    };
    const abort = new AbortController();
    // A pass that serves several runs goes on as long as one of them wants it.
    const release = together.map(({ work }) => {
      const stop = () => {
        if (together.every(other => other.work.context.signal.aborted))
          abort.abort(new ButlerError('cancelled', {}));
      };
      work.context.signal.addEventListener('abort', stop);
      stop();
      return () => work.context.signal.removeEventListener('abort', stop);
    });
    for (const { work, unit } of together) work.context.progress({ subtitle: unit.label });
    let outcome: PassOutcome | undefined;
    let fault: string | undefined;
    let leave: (() => void) | undefined;
    try {
      leave = await this.#ports.readers.enter(part.path, abort.signal);
      const tasks = together.map(({ work }) => work.task.name);
      this.#ports.events.emit('pass', { path: part.path, bytes: part.size, tasks });
      outcome = await this.#ports.pool.pass(
        order,
        progress => this.#report(together, progress.fraction),
        abort.signal,
        gate,
        ledgerOf(together.map(({ work }) => work)),
      );
    } catch (error) {
      if (abort.signal.aborted) return;
      if (isError(error, 'media-changed')) {
        for (const { work, unit } of together) {
          work.context.log('warn', named(unit, formatError(error)));
          this.#settlements.add({ unit, ok: true, isVoid: true });
        }
        return;
      }
      if (isError(error, ...ofTheMachine)) {
        for (const { work } of together) this.#abandon(work, error);
        return;
      }
      fault = formatError(error);
    } finally {
      leave?.();
      for (const undo of release) undo();
    }
    this.#passes.delete(gate);
    this.#taking++;
    this.#pump();
    try {
      for (const claim of together) await this.#take(claim, outcome, fault);
    } finally {
      this.#taking--;
    }
  }

  /** Takes one unit's results into the library, and its failure into the queue, if there was one. */
  async #take(
    { unit, work, requests }: Claim,
    outcome: PassOutcome | undefined,
    fault?: string,
  ): Promise<void> {
    if (work.context.signal.aborted) return;
    let error = fault;
    for (const { analyzer } of requests) {
      const result = outcome?.[analyzer];
      if (!result?.ok) {
        error ??= result?.error ?? 'The worker gave no result.';
        continue;
      }
      try {
        await work.task.publish(work.context, unit, { analyzer, value: result.value } as PassResult);
      } catch (failure) {
        // The file was fine; what failed is the disk or the database. Trying the next file would fail likewise.
        this.#abandon(work, failure);
        return;
      }
    }
    this.#settlements.add(error === undefined ? { unit, ok: true } : { unit, ok: false, error });
  }

  /** Tells the queue of units that ended, and then everybody else. */
  async #settle(batch: readonly Settlement[]): Promise<void> {
    try {
      const failures = await this.#ports.queue.settle(batch, this.#ports.now());
      for (const settlement of batch) if (settlement.ok) this.#noteDone(settlement);
      for (const failure of failures) await this.#noteFailure(failure);
    } catch (error) {
      for (const { unit } of batch) {
        const work = this.#works.get(unit.task);
        if (work) this.#abandon(work, error);
      }
    } finally {
      for (const { unit } of batch) this.#letGo(unit);
      this.#pump();
    }
  }

  #noteDone({ unit, isVoid = false }: Settlement & { readonly ok: true }): void {
    const work = this.#works.get(unit.task);
    if (!work) return;
    if (isVoid) work.changed++;
    else work.done++;
    work.bytes += unit.bytes;
    work.inHand.delete(unit);
    tellProgress(work);
  }

  async #noteFailure({ unit, error, attempts, quarantined }: Failure): Promise<void> {
    const { runId, subject, label } = unit;
    const at = this.#ports.now();
    await this.#ports.runs.addFailure({ runId, subject, label, error, attempts, quarantined, at });
    const work = this.#works.get(unit.task);
    if (!work) return;
    work.inHand.delete(unit);
    if (quarantined) {
      work.failed++;
      work.bytes += unit.bytes;
      work.context.log('error', `${named(unit, error)} Set aside after ${attempts} tries.`);
      await work.task.reject?.(work.context, unit, error);
    } else {
      // People read of it when it is final.
      work.context.log('info', `${named(unit, error)} Try ${attempts}; it will be tried again.`);
    }
    this.#ports.events.emit('unitFailed', { runId, label, error, attempts, quarantined });
    tellProgress(work);
  }

  /** A work whose last unit this was may end now. */
  #letGo(unit: QueuedUnit): void {
    const work = this.#works.get(unit.task);
    if (!work) return;
    work.inHand.delete(unit);
    this.#endIfIdle(work);
  }

  #report(claims: readonly Claim[], fraction: number): void {
    for (const { work, unit } of claims) {
      if (work.inHand.has(unit)) work.inHand.set(unit, fraction);
      tellProgress(work);
    }
  }
}

function isError(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  return error instanceof ButlerError && codes.includes(error.code);
}

/** An error with the file it is about, which most errors name themselves. */
function named({ label }: QueuedUnit, error: string): string {
  return error.includes(label) ? error : `${label}: ${error}`;
}
