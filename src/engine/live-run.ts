import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError, formatError } from '../domain/errors.ts';
import type { Input } from '../domain/input.ts';
import { say } from '../domain/phrases.ts';
import type { EndState, Progress, Run, RunState, Trigger } from '../domain/run.ts';
import type { RunContext } from '../domain/run-context.ts';
import type { RunSamples } from '../domain/samples.ts';
import type { ScanScope } from '../domain/scan-scope.ts';
import type { TaskState } from '../domain/schedule.ts';
import { formatStaging } from '../domain/staging.ts';
import type { UnitSpec } from '../domain/task.ts';
import type { Task, UnitTask } from '../domain/task-definition.ts';
import { RunGate } from './gate.ts';
import type { EngineParts } from './parts.ts';
import { ProgressMeter } from './progress.ts';
import { RunSampler } from './run-sampler.ts';

/** Progress reaches people at most this often, and the database once a second. */
const tellEveryMs = 100;
const keepEveryMs = 1_000;

/** Why a run was ended from outside, which is then its end state. */
export type Intent = Extract<EndState, 'cancelled' | 'interrupted' | 'yielded'>;

/** What a run is restricted to: a scan to a part of the library, a run of units to some files. */
export interface RunLimits {
  readonly scope?: ScanScope;
  readonly only?: ReadonlySet<UnitSpec['subject']>;
}

/** One run in hand: drives its task from `queued` to an end state, whatever happens. */
export class LiveRun {
  readonly task: Task;
  readonly trigger: Trigger;
  readonly scope: ScanScope | undefined;
  readonly uuid: string;
  /** Closed while a pause holds the run. */
  readonly gate = new RunGate();
  /** Resolves when the run has ended; where the store could not take that in, it is to {@link settle}. Never rejects. */
  readonly ended: Promise<void>;
  readonly #parts: EngineParts;
  readonly #isInHand: (runId: number) => boolean;
  readonly #abort = new AbortController();
  readonly #meter: ProgressMeter;
  readonly #sampler: RunSampler;
  readonly #end: () => void;
  readonly #only: RunLimits['only'];
  /** What it left in the library that other tasks read. */
  readonly #made = new Set<Input>();
  readonly #recording = Promise.withResolvers<void>();
  #run: Run | undefined;
  #intent: Intent | undefined;
  /** How it ended, until the store has taken that in. */
  #unrecordedEnd: { readonly state: EndState; readonly reason: string; readonly at: number } | undefined;
  #executing = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #keptAt = Number.NEGATIVE_INFINITY;

  /**
   * @param isInHand whether a run, by its id, has not ended
   * @param limits what it is restricted to
   */
  constructor(
    parts: EngineParts,
    task: Task,
    trigger: Trigger,
    isInHand: (runId: number) => boolean,
    limits: RunLimits = {},
  ) {
    this.#parts = parts;
    this.#isInHand = isInHand;
    this.task = task;
    this.trigger = trigger;
    this.scope = limits.scope;
    this.#only = limits.only;
    this.uuid = crypto.randomUUID();
    this.#meter = new ProgressMeter(parts.monotonic);
    this.#sampler = new RunSampler({
      gate: this.gate,
      ownUse: parts.ownUse,
      bookWorkers: () => parts.pool.book(),
      monotonic: parts.monotonic,
      onSamples: changed => this.#tellSamples(changed),
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#end = resolve;
  }

  /** Whether the store knows the run yet; before, it has no {@link run}. */
  get recorded(): boolean {
    return this.#run !== undefined;
  }

  /** The store took the run in. */
  record(run: Run): void {
    this.#run = run;
    this.#recording.resolve();
    this.#parts.events.emit('run', run);
  }

  /** The store could not take the run in: it never was. */
  abandon(): void {
    this.#intent = 'cancelled';
    this.#recording.resolve();
    this.#end();
  }

  /** The run with its progress of this moment. */
  get run(): Run {
    if (!this.#run) throw new Error('The run is not recorded yet.');
    return { ...this.#run, progress: this.#meter.now };
  }

  /** The run as the planner wants it. */
  get presence(): Pick<TaskState, 'active' | 'plannedAt'> {
    const state = this.#run?.state;
    const active = state === 'scheduled' || state === 'running' ? state : 'queued';
    return { active, ...(this.#run?.plannedAt !== undefined && { plannedAt: this.#run.plannedAt }) };
  }

  get context(): RunContext {
    const {
      library,
      analyses,
      metadata,
      collections,
      guide,
      updates,
      database,
      pool,
      preferences,
      folders,
      instanceId,
      now,
    } = this.#parts;
    const { run } = this;
    return {
      run,
      ...(this.scope && { scope: this.scope }),
      library,
      analyses,
      metadata,
      collections,
      guide,
      updates,
      database,
      walker: { walk: (order, take, signal) => pool.walk(order, take, signal, this.gate, this.#sampler) },
      nfoReader: { readNfos: (files, signal) => pool.readNfos(files, signal, this.gate, this.#sampler) },
      preferences,
      folders: { ...folders, staging: this.#staging },
      instanceId,
      now,
      signal: this.#abort.signal,
      isInHand: this.#isInHand,
      mediaAdded: () => this.#parts.events.emit('mediaAdded'),
      made: input => this.#made.add(input),
      log: (level, message) => this.#parts.log.add({ runId: run.id, at: now(), level, message }),
      progress: change => this.#noteProgress(change),
    };
  }

  async moveTo(state: RunState, reason?: string, at: number = this.#parts.now()): Promise<void> {
    this.#run = await this.#parts.runs.move(this.run.id, state, at, reason, [...this.#made]);
    this.#parts.events.emit('run', this.run);
  }

  /** Whether the store has yet to take in how the run ended. */
  get isUnsettled(): boolean {
    return this.#unrecordedEnd !== undefined;
  }

  /** Has the store take in how the run ended, if it has yet to. Rejects where it still cannot. */
  async settle(): Promise<void> {
    const end = this.#unrecordedEnd;
    if (!end) return;
    await this.moveTo(end.state, end.reason, end.at);
    this.#unrecordedEnd = undefined;
  }

  /** Begins the work; {@link ended} tells its end. */
  execute(): void {
    if (this.#executing || this.#intent) return;
    this.#executing = true;
    void this.#execute().catch(this.#fault).finally(this.#end);
  }

  /** Ends a run from outside. Resolves when it has ended. */
  async end(intent: Intent, reason: string): Promise<void> {
    await this.#recording.promise;
    if (this.#intent === undefined || (this.#intent === 'yielded' && !this.#abort.signal.aborted)) {
      this.#intent = intent;
      if (this.#executing) {
        this.context.log('info', reason);
        this.#abort.abort(new ButlerError('cancelled', {}));
      } else {
        await this.#endAs(intent, reason).catch(this.#fault).finally(this.#end);
      }
    }
    await this.ended;
  }

  /** The window closed: what is in hand ends, the rest waits for the next night. An act is in hand as a whole. */
  drain(reason: string): void {
    if (this.#intent !== undefined || this.task.kind === 'act') return;
    this.#intent = 'yielded';
    this.context.log('info', reason);
    this.#parts.dispatcher.drain(this.task.name);
  }

  #endAs(state: EndState, reason: string): Promise<void> {
    this.#unrecordedEnd = { state, reason, at: this.#parts.now() };
    return this.settle();
  }

  /** The store is out of reach. */
  readonly #fault = (error: unknown): void => {
    // Where that is so from the begin on, no work was done.
    this.#unrecordedEnd ??= { state: 'interrupted', reason: formatError(error), at: this.#parts.now() };
    this.#parts.events.emit('log', {
      runId: this.run.id,
      at: this.#parts.now(),
      level: 'error',
      message: `The end of this run could not be recorded yet: ${formatError(error)}`,
    });
  };

  get #staging(): string {
    return join(this.#parts.folders.staging, formatStaging(this.run.id));
  }

  async #execute(): Promise<void> {
    await this.moveTo('running');
    this.#sampler.begin();
    const { context, task } = this;
    let state: EndState;
    let outcome: string;
    try {
      // On a full disk there may be none. Who needs it says so; who makes room does not.
      await mkdir(this.#staging, { recursive: true }).catch(() => undefined);
      context.signal.throwIfAborted();
      outcome = task.kind === 'act' ? await task.run(context) : await this.#runUnits(task, context);
      // What was drained to the last unit has nothing left for the next night.
      const left = this.#intent === 'yielded' ? await this.#parts.queue.waiting(task.name) : 0;
      state = left > 0 ? 'yielded' : 'succeeded';
      if (left > 0) outcome += ` ${endings.yielded}`;
    } catch (error) {
      // An error that the stop did not cause is one, also when the window was about to end the run.
      const stopped = context.signal.aborted ? this.#intent : undefined;
      state = stopped ?? 'failed';
      outcome = stopped ? endings[stopped] : formatError(error);
    }
    await rm(this.#staging, { recursive: true, force: true }).catch(() => undefined);
    await this.#parts.log.flush().catch(() => undefined);
    this.#sampler.end();
    await this.#keep(this.#sampler.samples);
    await this.#endAs(state, outcome);
  }

  async #runUnits(task: UnitTask, context: RunContext): Promise<string> {
    const { dispatcher } = this.#parts;
    await task.prepare?.(context);
    context.signal.throwIfAborted();
    const { queued, bytes, quarantined } = await this.#fill(task, context);
    if (quarantined > 0) {
      context.log('warn', say('files-set-aside', { count: quarantined }));
    }
    context.progress({ total: queued, bytesTotal: bytes });
    context.signal.throwIfAborted();
    // The window may have closed while the units were looked for.
    const counts = this.#intent ? noUnits : await dispatcher.work(task, context, this.gate, this.#sampler);
    const said = [await task.conclude(context, counts)];
    // What a task says of all files is not true of these.
    if (quarantined > 0) said.push(say('files-set-aside', { count: quarantined }));
    if (counts.changed > 0) said.push(say('files-changed', { count: counts.changed }));
    return said.join(' ');
  }

  async #fill(task: UnitTask, context: RunContext) {
    using _ = this.#parts.dispatcher.expectUnits();
    const only = this.#only;
    const found = await task.find(context);
    const wanted = only ? found.filter(({ subject }) => only.has(subject)) : found;
    return await this.#parts.queue.fill(context.run.id, task.name, task.priority, wanted, only !== undefined);
  }

  #noteProgress(change: Partial<Progress>): void {
    const before = this.#meter.now;
    const progress = this.#meter.update(change);
    const ended = progress.done - before.done;
    const failed = Math.max(0, progress.failed - before.failed);
    if (ended + failed > 0) this.#sampler.book({ done: Math.max(0, ended - failed), failed }, 0);
    const at = this.#parts.monotonic();
    if (at - this.#toldAt >= tellEveryMs) {
      this.#toldAt = at;
      this.#parts.events.emit('progress', this.run.id, progress);
    }
    if (at - this.#keptAt >= keepEveryMs) {
      this.#keptAt = at;
      void this.#keep();
    }
  }

  #tellSamples(changed: RunSamples): void {
    this.#parts.events.emit('samples', this.run.id, changed);
    void this.#keep(this.#sampler.samples);
  }

  async #keep(samples?: RunSamples): Promise<void> {
    // Progress on record is a courtesy to whoever looks later: losing one of them harms nothing.
    await this.#parts.runs.noteProgress(this.run.id, this.#meter.now, samples).catch(() => undefined);
  }
}

const noUnits = { done: 0, failed: 0, changed: 0, bytes: 0 };

const endings: Record<Intent, string> = {
  cancelled: say('run-cancelled', {}),
  interrupted: say('run-interrupted', {}),
  yielded: say('run-yielded', {}),
};
