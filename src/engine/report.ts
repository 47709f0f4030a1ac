import type { FileFailure, NextNight, NightReport, TaskReport } from '../domain/report.ts';
import type { Run, UnitFailure } from '../domain/run.ts';
import type { RunSamples, Use } from '../domain/samples.ts';
import type { Night, NightForecast, ScheduleSettings } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import { homeZone } from '../schedule/window.ts';

/** Failures that a report names; the rest is counted. */
const failuresNamed = 20;

/** What a report is made of. */
interface NightRecord {
  readonly night: Night;
  /** In any order, also of other nights: those count that began in this one. */
  readonly runs: readonly Run[];
  readonly failures: readonly UnitFailure[];
  /** What runs used, by their ids. */
  readonly samples?: ReadonlyMap<Run['id'], RunSamples>;
  /** Of the night after; absent where there is none. */
  readonly next?: NightForecast | undefined;
  /** Its window closed while Butler was not at work. */
  readonly isLate?: boolean;
}

/** What a night came to, as far as its runs have ended at `at` (milliseconds since 1970 UTC). */
export function makeReport(
  { night, runs, failures, samples = new Map(), next, isLate = false }: NightRecord,
  settings: ScheduleSettings,
  at: number,
): NightReport {
  const inNight = runs.filter(run => beganIn(night, run)).toSorted((a, b) => a.id - b.id);
  const byTask = Map.groupBy(inNight, run => run.task);
  const tasks = [...byTask].map(([task, ofTask]) => reportTask(titleOf(task, settings), ofTask, samples));
  const files = finalFailures(failures, byTask);
  return {
    night,
    zone: zoneOf(night, settings),
    madeAt: at,
    ...(isLate && { isLate }),
    tasks,
    failures: {
      count: files.length,
      setAside: files.filter(file => file.setAside).length,
      first: files.slice(0, failuresNamed),
    },
    ...(next && { next: foretell(next, settings) }),
  };
}

function beganIn({ opensAt, closesAt }: Night, { startedAt, plannedAt, createdAt }: Run): boolean {
  const beganAt = startedAt ?? plannedAt ?? createdAt;
  return opensAt <= beganAt && beganAt < closesAt;
}

/** @param runs of one task, oldest first */
function reportTask(
  title: string,
  runs: readonly Run[],
  samples: NonNullable<NightRecord['samples']>,
): TaskReport {
  const last = runs.at(-1) as Run;
  const sum = (amount: (run: Run) => number) => runs.reduce((total, run) => total + amount(run), 0);
  const { total, done } = last.progress;
  const outcome = outcomeOf(runs);
  const use = sumUse(runs.flatMap(({ id }) => samples.get(id)?.items ?? []));
  return {
    task: last.task,
    title,
    runs: runs.map(run => run.id),
    state: last.state,
    started: runs.some(run => run.startedAt !== undefined),
    ...(outcome !== undefined && { outcome }),
    done: sum(run => run.progress.done - run.progress.failed),
    failed: sum(run => run.progress.failed),
    bytes: sum(run => run.progress.bytesDone),
    // A clock that was set back during a run tells nothing of its length.
    durationMs: sum(run => Math.max(0, (run.endedAt ?? 0) - (run.startedAt ?? run.endedAt ?? 0))),
    ...(use && { use }),
    left: last.state === 'succeeded' || total === undefined ? 0 : total - done,
  };
}

/** In the order of the runs, each sentence once: what the first one did is not lost when another had little left to do. */
function outcomeOf(runs: readonly Run[]): string | undefined {
  const said = runs
    .filter((run, n) => run.state === 'succeeded' || n === runs.length - 1)
    .flatMap(({ outcome }) => outcome ?? []);
  return said.length === 0 ? undefined : [...new Set(said)].join(' ');
}

function sumUse(samples: readonly Use[]): Use | undefined {
  const sum = (of: keyof Use) => samples.reduce((sum, sample) => sum + sample[of], 0);
  if (samples.length === 0) return undefined;
  return { cpuUs: sum('cpuUs'), bytesRead: sum('bytesRead'), bytesWritten: sum('bytesWritten') };
}

/** The last failure of each unit, without those that a further try has mended: a run that got to its end leaves none. */
function finalFailures(
  failures: readonly UnitFailure[],
  byTask: ReadonlyMap<TaskName, readonly Run[]>,
): readonly FileFailure[] {
  const last = new Map<string, FileFailure>();
  for (const [task, runs] of byTask) {
    const succeeded = runs.at(-1)?.state === 'succeeded';
    const ids = new Set(runs.map(run => run.id));
    const ofTask = failures.filter(failure => ids.has(failure.runId)).toSorted((a, b) => a.runId - b.runId);
    for (const { subject, label, error, quarantined } of ofTask) {
      const key = `${task} ${subject}`;
      if (quarantined || !succeeded) last.set(key, { task, label, error, setAside: quarantined });
      else last.delete(key);
    }
  }
  return [...last.values()];
}

function foretell({ night, decisions }: NightForecast, settings: ScheduleSettings): NextNight {
  return {
    night,
    zone: zoneOf(night, settings),
    decisions: decisions
      .filter(({ reason }) => reason !== 'disabled')
      .map(decision => ({ ...decision, title: titleOf(decision.task, settings) })),
  };
}

function titleOf(task: TaskName, { tasks }: ScheduleSettings): string {
  return tasks.find(({ name }) => name === task)?.title ?? task;
}

/** The zone of the night's window, or that of the first one where it is no longer among the settings. */
function zoneOf({ windowId }: Night, { windows }: ScheduleSettings): string {
  return windows.find(({ id }) => id === windowId)?.zone ?? homeZone(windows);
}
