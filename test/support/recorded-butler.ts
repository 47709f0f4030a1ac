import type { ActivityView, Butler, TaskView } from '../../src/domain/butler.ts';
import { ButlerError } from '../../src/domain/errors.ts';
import type { Pause } from '../../src/domain/pause.ts';
import { noProgress, type Run } from '../../src/domain/run.ts';
import type { ScanScope } from '../../src/domain/scan-scope.ts';
import type { DayForecast } from '../../src/domain/schedule.ts';
import type { TaskName } from '../../src/domain/task.ts';

/** 2026-03-01T02:00:00Z, the night of all its runs. */
export const night = Date.UTC(2026, 2, 1, 2);
const hourMs = 3_600_000;

/** A Butler in memory whose runs begin when they are started, and end only when they are stopped. */
export class RecordedButler implements Butler {
  readonly #views: Map<string, TaskView>;
  readonly #pauses = new Map<Pause['scope'], Pause>();
  #revision = 0;

  constructor(views: readonly TaskView[] = recordedTasks) {
    this.#views = new Map(views.map(view => [view.name, view]));
  }

  tasks(): readonly TaskView[] {
    return [...this.#views.values()];
  }

  activities(): readonly ActivityView[] {
    return this.tasks().flatMap(({ active, title, name }) =>
      active
        ? [
            {
              uuid: uuidOf(active),
              type: `butler.${name}`,
              cancellable: name !== 'OptimizeDatabase',
              title,
              subtitle: active.progress.subtitle ?? '',
              progress: active.progress.total ? (100 * active.progress.done) / active.progress.total : -1,
              run: active,
              detail: active.progress,
              files: active.progress.subtitle
                ? [{ label: active.progress.subtitle, bytes: 900, fraction: 0.5 }]
                : [],
            },
          ]
        : [],
    );
  }

  async startAll(): Promise<void> {
    for (const view of this.tasks()) if (view.enabled) await this.start(view.name);
  }

  async stopAll(): Promise<void> {
    for (const view of this.tasks()) await this.stop(view.name);
  }

  async start(name: string): Promise<'started' | 'already-running'> {
    const view = this.#getView(name);
    if (view.active) return 'already-running';
    this.#replace({ ...view, active: run(view.name, 100 + this.#revision, { state: 'running' }) });
    return 'started';
  }

  async stop(name: string): Promise<'stopped' | 'not-running'> {
    const { active, ...view } = this.#getView(name);
    if (!active) return 'not-running';
    this.#replace({ ...view, last: { ...active, state: 'cancelled', endedAt: night + 120_000 } });
    return 'stopped';
  }

  /** By task, the parts that it was to work on. */
  readonly startedOn: (readonly [task: string, partIds: readonly number[]])[] = [];

  async startOn(name: string, partIds: readonly number[]): ReturnType<Butler['startOn']> {
    if (this.#getView(name).name === 'OptimizeDatabase') throw new ButlerError('task-indivisible', { name });
    this.startedOn.push([name, partIds]);
    return await this.start(name);
  }

  /** What was to be scanned. */
  readonly scans: ScanScope[] = [];

  async scan(scope: ScanScope): ReturnType<Butler['scan']> {
    this.scans.push(scope);
    return 'started';
  }

  async cancelScan(sectionId: number): ReturnType<Butler['cancelScan']> {
    return this.scans.some(scope => scope.sectionId === sectionId) ? 'stopped' : 'not-running';
  }

  activityOf(task: TaskName): string | undefined {
    const active = this.#views.get(task)?.active;
    return active && uuidOf(active);
  }

  async cancelActivity(uuid: string): Promise<'cancelled' | 'not-cancellable' | 'unknown'> {
    const activity = this.activities().find(candidate => candidate.uuid === uuid);
    if (!activity) return 'unknown';
    if (!activity.cancellable) return 'not-cancellable';
    await this.stop(activity.run.task);
    return 'cancelled';
  }

  /** Of the run with the id 5 two files were set aside, of all others none. */
  async retry({ id, task }: Pick<Run, 'id' | 'task'>): ReturnType<Butler['retry']> {
    this.#getView(task);
    if (id !== 5) return { files: 0, outcome: 'nothing-to-retry' };
    return { files: 2, outcome: await this.start(task) };
  }

  /** By task, the parts that were to be tried anew. */
  readonly retried: (readonly [task: string, partIds: readonly number[]])[] = [];

  async retryFiles(name: string, partIds: readonly number[]): ReturnType<Butler['retryFiles']> {
    this.retried.push([name, partIds]);
    return await this.start(name);
  }

  /** Every night from 02:00 to 05:00 UTC, each with what the tasks say now; on 2 March there is none. */
  async forecast(nights: number, from: number = night): Promise<readonly DayForecast[]> {
    const first = Math.floor((from - 5 * hourMs) / (24 * hourMs)) + 1;
    return Array.from({ length: nights }, (_, i) => {
      const opensAt = (first + i) * 24 * hourMs + 2 * hourMs;
      const serviceDay = new Date(opensAt).toISOString().slice(0, 10);
      const decisions = this.tasks().map(view => view.decision);
      if (serviceDay === '2026-03-02') return { serviceDay, sentence: 'No window opens.', decisions };
      const hours = { opensAt, closesAt: opensAt + 3 * hourMs, cutoffAt: opensAt + 2.75 * hourMs };
      return {
        serviceDay,
        night: { windowId: 'default', serviceDay, ...hours },
        sentence: '02:00–05:00.',
        decisions,
      };
    });
  }

  pauses(): readonly Pause[] {
    return [watched, ...this.#pauses.values()];
  }

  async pause({ scope, until }: { scope: Pause['scope']; until?: number }): Promise<Pause> {
    if (scope !== 'all') this.#getView(scope);
    const pause: Pause = {
      cause: 'hand',
      scope,
      sentence: 'Paused by hand.',
      since: night,
      ...(until !== undefined && { until }),
    };
    this.#pauses.set(scope, pause);
    this.#revision++;
    return pause;
  }

  async resume(scope: Pause['scope']): Promise<boolean> {
    this.#revision++;
    return this.#pauses.delete(scope);
  }

  revision(): number {
    return this.#revision;
  }

  #getView(name: string): TaskView {
    const view = this.#views.get(name);
    if (!view) throw new ButlerError('task-unknown', { name });
    return view;
  }

  #replace(view: TaskView): void {
    this.#views.set(view.name, view);
    this.#revision++;
  }
}

/** Nobody can take this one back: it ends with the film. */
const watched: Pause = {
  cause: 'playback',
  scope: 'all',
  sentence: 'Ann watches “Heat” on Attic.',
  since: night - hourMs,
};

function uuidOf(run: Run): string {
  return `00000000-0000-4000-8000-${String(run.id).padStart(12, '0')}`;
}

export function run(task: TaskName, id: number, rest: Partial<Run>): Run {
  return {
    id,
    task,
    trigger: 'window',
    state: 'succeeded',
    serviceDay: '2026-03-01',
    createdAt: night,
    startedAt: night,
    progress: noProgress,
    ...rest,
  };
}

/** One task in each situation: idle, running, placed at a later moment, switched off, never run, with odd names. */
export const recordedTasks: readonly TaskView[] = [
  {
    name: 'BackupDatabase',
    title: 'Backup Database',
    description: "Create a backup copy of the server's database in the configured backup directory",
    intervalDays: 3,
    spread: false,
    enabled: true,
    nextRunAt: night + 3 * 24 * hourMs,
    last: run('BackupDatabase', 7, {
      endedAt: night + 61_500,
      outcome: 'Copied 12 MB and compared every row.',
    }),
    decision: {
      task: 'BackupDatabase',
      action: 'skip',
      reason: 'not-due',
      serviceDay: '2026-03-01',
      sentence: 'Not before 4 March: it runs every 3 days.',
    },
  },
  {
    name: 'GenerateMediaIndexFiles',
    title: 'Generate Media Index Files',
    description: 'Make the preview pictures of the seek bar',
    intervalDays: 1,
    spread: false,
    enabled: true,
    active: run('GenerateMediaIndexFiles', 8, {
      state: 'running',
      progress: {
        done: 3,
        total: 8,
        failed: 1,
        bytesDone: 700,
        bytesTotal: 2_000,
        subtitle: 'Amélie & "Ø" <1>.mkv',
      },
    }),
    decision: {
      task: 'GenerateMediaIndexFiles',
      action: 'skip',
      reason: 'active',
      serviceDay: '2026-03-01',
      sentence: 'It is running.',
    },
  },
  {
    name: 'OptimizeDatabase',
    title: 'Optimize Database',
    description: 'Make the database smaller and faster',
    intervalDays: 7,
    spread: true,
    enabled: true,
    active: run('OptimizeDatabase', 9, { state: 'scheduled', plannedAt: night + 3_600_000 }),
    decision: {
      task: 'OptimizeDatabase',
      action: 'place',
      reason: 'due-and-placed',
      serviceDay: '2026-03-01',
      plannedAt: night + 3_600_000,
      sentence: 'Tonight at 03:00.',
    },
  },
  {
    name: 'RefreshLibraries',
    title: 'Refresh Libraries',
    description: 'Scan all sections',
    intervalDays: 1,
    spread: false,
    enabled: false,
    decision: {
      task: 'RefreshLibraries',
      action: 'skip',
      reason: 'disabled',
      serviceDay: '2026-03-01',
      sentence: 'It is switched off.',
    },
  },
];
