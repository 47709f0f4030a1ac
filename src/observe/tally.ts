import type { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../domain/events.ts';
import { noProgress, type Progress, type Run } from '../domain/run.ts';
import type { TaskName } from '../domain/task.ts';
import { Count } from './count.ts';

/** What happened since the server was started, counted as it happens. */
export class Tally {
  /** Runs that ended, by `task` and `result`. */
  readonly runs = new Count();
  /** Seconds that they worked, by `task`. */
  readonly runSeconds = new Count();
  /** Units that ended, by `task` and `result`: done or failed. */
  readonly units = new Count();
  /** Bytes of the files of those units, by `task`. */
  readonly unitBytes = new Count();
  /** Passes over files, and bytes of these files: each file counts once, for however many tasks it is read. */
  readonly passes = new Count();
  readonly passBytes = new Count();
  /** By `level`. */
  readonly logLines = new Count();
  readonly faults = new Count();
  /** The runs in hand, with what was counted of them. */
  readonly #inHand = new Map<Run['id'], { readonly task: TaskName; counted: Progress }>();

  constructor(events: EventEmitter<ButlerEvents>) {
    for (const level of ['debug', 'info', 'warn', 'error']) this.logLines.add({ level }, 0);
    for (const count of [this.passes, this.passBytes, this.faults]) count.add({}, 0);
    events.on('run', run => this.#noteRun(run));
    events.on('progress', (runId, progress) => this.#noteProgress(runId, progress));
    events.on('pass', ({ bytes }) => {
      this.passes.add({});
      this.passBytes.add({}, bytes);
    });
    events.on('log', ({ level }) => this.logLines.add({ level }));
    events.on('fault', () => this.faults.add({}));
  }

  #noteRun({ id, task, state, progress, startedAt, endedAt }: Run): void {
    if (!this.#inHand.has(id)) this.#inHand.set(id, { task, counted: noProgress });
    this.#noteProgress(id, progress);
    if (endedAt === undefined) return;
    this.#inHand.delete(id);
    this.runs.add({ task, result: state });
    this.runSeconds.add({ task }, startedAt === undefined ? 0 : Math.max(0, endedAt - startedAt) / 1000);
  }

  #noteProgress(runId: Run['id'], progress: Progress): void {
    const run = this.#inHand.get(runId);
    if (!run) return;
    const { task, counted } = run;
    run.counted = progress;
    const failed = Math.max(0, progress.failed - counted.failed);
    const ended = Math.max(0, progress.done - counted.done);
    this.units.add({ task, result: 'failed' }, failed);
    this.units.add({ task, result: 'done' }, Math.max(0, ended - failed));
    this.unitBytes.add({ task }, Math.max(0, progress.bytesDone - counted.bytesDone));
  }
}
