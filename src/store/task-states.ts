import type { Kysely } from 'kysely';
import type { TaskState, TaskStates } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import type { Schema } from './schema.ts';

/** How many past runs tell the usual duration. */
const durationsCounted = 20;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Past and present of every task that ever had a run. *Last* is the run that was created last: clocks are set back,
 * numbers are not. Partial runs are in the present only: what the plan wants done is not done by them.
 */
export async function readTaskStates(db: Kysely<Schema>): Promise<TaskStates> {
  return await db
    .transaction()
    .setAccessMode('read only')
    .execute(async trx => {
      const states: Partial<Record<TaskName, Writable<TaskState>>> = {};
      const stateOf = (task: TaskName) => {
        states[task] ??= {};
        return states[task];
      };
      for (const row of await lastStarted(trx)) {
        if (row.started_at !== null) stateOf(row.task).lastStartedAt = row.started_at;
      }
      for (const row of await lastSucceeded(trx)) {
        stateOf(row.task).lastServiceDay = row.service_day;
        if (row.started_at !== null) stateOf(row.task).lastSucceededStartAt = row.started_at;
        const durations = await recentDurations(trx, row.task);
        if (durations.length > 0) stateOf(row.task).usualDurationMs = percentile90(durations);
      }
      for (const row of await lastFailures(trx)) {
        stateOf(row.task).failures = { serviceDay: row.service_day, count: Number(row.count) };
      }
      for (const row of await lastCancelled(trx)) {
        stateOf(row.task).cancelledOn = row.service_day;
      }
      for (const { task, input, at } of await trx.selectFrom('made').selectAll().execute()) {
        stateOf(task).made = { ...stateOf(task).made, [input]: at };
      }
      for (const row of await active(trx)) {
        const state = stateOf(row.task);
        state.active = row.state;
        if (row.state === 'scheduled' && row.planned_at !== null) state.plannedAt = row.planned_at;
        else delete state.plannedAt;
      }
      return states;
    });
}

function lastStarted(db: Kysely<Schema>) {
  return db
    .selectFrom('run')
    .select(['task', 'started_at'])
    .where('id', 'in', query =>
      query
        .selectFrom('run')
        .select(select => select.fn.max('id').as('id'))
        .where('started_at', 'is not', null)
        .where('trigger', '<>', 'partial')
        .groupBy('task'),
    )
    .execute();
}

function lastSucceeded(db: Kysely<Schema>) {
  return db
    .selectFrom('run')
    .select(['task', 'service_day', 'started_at'])
    .where('id', 'in', query =>
      query
        .selectFrom('run')
        .select(select => select.fn.max('id').as('id'))
        .where('state', '=', 'succeeded')
        .where('trigger', '<>', 'partial')
        .groupBy('task'),
    )
    .execute();
}

/** The service day of the last failure, and how many failures of the task that day saw. */
function lastFailures(db: Kysely<Schema>) {
  return db
    .selectFrom('run as last')
    .innerJoin('run as failed', join =>
      join
        .onRef('failed.task', '=', 'last.task')
        .onRef('failed.service_day', '=', 'last.service_day')
        .on('failed.state', '=', 'failed')
        .on('failed.trigger', '<>', 'partial'),
    )
    .select(select => ['last.task', 'last.service_day', select.fn.countAll().as('count')])
    .where('last.id', 'in', query =>
      query
        .selectFrom('run')
        .select(select => select.fn.max('id').as('id'))
        .where('state', '=', 'failed')
        .where('trigger', '<>', 'partial')
        .groupBy('task'),
    )
    .groupBy(['last.task', 'last.service_day'])
    .execute();
}

/** Tasks whose last run of all was cancelled. */
function lastCancelled(db: Kysely<Schema>) {
  return db
    .selectFrom('run')
    .select(['task', 'service_day'])
    .where('state', '=', 'cancelled')
    .where('id', 'in', query =>
      query
        .selectFrom('run')
        .select(select => select.fn.max('id').as('id'))
        .where('trigger', '<>', 'partial')
        .groupBy('task'),
    )
    .execute();
}

/** Runs that have not ended; where a task has several, the furthest comes last. */
async function active(db: Kysely<Schema>) {
  const order = ['scheduled', 'queued', 'running'] as const;
  const rows = await db
    .selectFrom('run')
    .select(['task', 'state', 'planned_at'])
    .where('state', 'in', order)
    .$narrowType<{ state: (typeof order)[number] }>()
    .execute();
  return rows.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** Durations of the last successes of a task, in milliseconds. */
async function recentDurations(db: Kysely<Schema>, task: TaskName): Promise<number[]> {
  const rows = await db
    .selectFrom('run')
    .select(select => select('ended_at', '-', select.ref('started_at')).as('duration'))
    .where('task', '=', task)
    .where('state', '=', 'succeeded')
    .where('trigger', '<>', 'partial')
    .orderBy('id', 'desc')
    .limit(durationsCounted)
    .execute();
  // A clock that was set back during the run tells nothing of its length.
  return rows.flatMap(({ duration }) => (duration === null || duration < 0 ? [] : [duration]));
}

/** Nearest rank: the smallest value that at least 90 % do not exceed. `values` is not empty. */
function percentile90(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] as number;
}
