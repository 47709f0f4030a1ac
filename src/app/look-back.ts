import type { TaskView } from '../domain/butler.ts';
import { ButlerError } from '../domain/errors.ts';
import type { LookBack } from '../domain/look-back.ts';
import { findNearest } from '../domain/nearest.ts';
import type { History } from '../domain/ports.ts';
import type { Run, RunState } from '../domain/run.ts';
import type { Night, RecordedDecision, ScheduleSettings } from '../domain/schedule.ts';
import { timeAt } from '../schedule/calendar.ts';
import { describeDay, describeNight } from '../schedule/explain.ts';
import { openingsOn } from '../schedule/plan.ts';
import { homeZone, lastNight, serviceDayAt } from '../schedule/window.ts';
import { openStoreForReading } from '../store/open-for-reading.ts';
import { tasks } from '../tasks/index.ts';
import { readKnown, settingsOf } from './known.ts';

/** Runs and decisions that are looked through. */
const most = 1_000;

/**
 * Reads from a data folder what was decided for a task in the nights of a service day (ISO): the last one that had begun
 * by `now`, in milliseconds since 1970 UTC, where none is named. Throws `task-unknown`, `option-invalid`, or what
 * {@link openStoreForReading} does.
 */
export async function lookBack(
  request: { data: string; task: string; night?: string | undefined },
  now: number,
): Promise<LookBack> {
  const task = tasks.find(({ name }) => name === request.task);
  if (!task) {
    const nearest = findNearest(
      request.task,
      tasks.map(({ name }) => name),
    );
    throw new ButlerError('task-unknown', { name: request.task, nearest });
  }
  const asked = request.night === undefined ? undefined : parseDay(request.night);
  await using reading = await openStoreForReading(request.data);
  if (!reading) {
    const expected = 'a folder in which a Butler has worked';
    throw new ButlerError('option-invalid', { option: '--data', given: request.data, expected });
  }
  const { windows } = settingsOf(await readKnown(reading));
  return await lookBackOn({ history: reading.history, windows }, task, asked, now);
}

/** The same, of a Butler that is open. */
export async function lookBackOn(
  known: { history: History; windows: ScheduleSettings['windows'] },
  task: Pick<TaskView, 'name' | 'title'>,
  asked: string | undefined,
  now: number,
): Promise<LookBack> {
  const { history, windows } = known;
  const zone = homeZone(windows);
  const serviceDay =
    asked ??
    lastDay(
      windows.flatMap(window => lastNight(window, now) ?? []),
      serviceDayAt(windows, now),
    );
  const nights = openingsOn(windows, serviceDay).map(({ night }) => night);
  const runs = await history.runs({ limit: most, task: task.name, serviceDay });
  const recorded = await history.decisions({ limit: most, task: task.name, serviceDay });
  const decisions = inNights(recorded.toReversed(), nights);
  return {
    title: task.title,
    nights:
      nights.length > 0
        ? nights.map(night => describeNight(night, zone))
        : [describeDay(serviceDay, windows)],
    outcome:
      runs.length > 0 ? runs.toReversed().map(run => describeRun(run, zone)) : [describeAbsence(decisions)],
    decisions: decisions.map(({ at, sentence }) => ({ time: timeAt(at, zone), sentence })),
  };
}

/** The service day of the night that opened last. */
function lastDay(nights: readonly Night[], otherwise: string): string {
  return nights.toSorted((a, b) => a.opensAt - b.opensAt).at(-1)?.serviceDay ?? otherwise;
}

/** Of decisions in order, the one in force when the first night opened, and those after it until the last one closed. */
function inNights(
  decisions: readonly RecordedDecision[],
  nights: readonly Night[],
): readonly RecordedDecision[] {
  const opensAt = nights[0]?.opensAt ?? Number.NEGATIVE_INFINITY;
  const closesAt = Math.max(...nights.map(night => night.closesAt));
  const inForce = decisions.findLastIndex(({ at }) => at <= opensAt);
  return decisions.filter(({ at }, index) => index >= inForce && (nights.length === 0 || at < closesAt));
}

const became: Record<RunState, string> = {
  scheduled: 'It is placed at a later moment',
  queued: 'It waits for its turn',
  running: 'It is running',
  succeeded: 'It ran and succeeded',
  failed: 'It ran and failed',
  cancelled: 'It was cancelled',
  interrupted: 'It was interrupted',
  yielded: 'It ended with the window',
  skipped: 'It was skipped',
};

function describeRun({ state, startedAt, endedAt, outcome }: Run, zone: string): string {
  const times = [startedAt, endedAt].map(at => (at === undefined ? '' : timeAt(at, zone)));
  const when = startedAt === undefined ? '' : `, ${times.join('–')}`;
  return `${became[state]}${when}.${outcome ? ` ${outcome}` : ''}`;
}

/** A Butler that is at work records that the window opens: what was due stops waiting for it. */
function describeAbsence(decisions: readonly RecordedDecision[]): string {
  const last = decisions.at(-1);
  const isAway = last === undefined || last.reason === 'outside-window';
  return isAway ? 'It did not run: Butler was not at work then.' : 'It did not run.';
}

function parseDay(given: string): string {
  try {
    return Temporal.PlainDate.from(given).toString();
  } catch {
    const expected = 'the date on which the night began, such as 2027-03-28';
    throw new ButlerError('option-invalid', { option: '--night', given, expected });
  }
}
