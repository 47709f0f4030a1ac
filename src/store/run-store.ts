import type { Insertable, Kysely, Transaction } from 'kysely';
import { ButlerError } from '../domain/errors.ts';
import type { Input } from '../domain/input.ts';
import type { HistoryKept, HistoryPruned, NewRun, RunStore } from '../domain/ports.ts';
import {
  canBecome,
  endStates,
  type LogLevel,
  type Progress,
  type Run,
  type RunState,
  type UnitFailure,
} from '../domain/run.ts';
import type { RunSamples } from '../domain/samples.ts';
import type { Decision, TaskStates } from '../domain/schedule.ts';
import type { TaskName, UnitSpec } from '../domain/task.ts';
import { executeMany } from './batch-query.ts';
import { pruneHistory } from './prune-history.ts';
import { toRun } from './run-row.ts';
import { formatSamples } from './samples-text.ts';
import type { Schema } from './schema.ts';
import { isUniqueViolation } from './sqlite/sqlite-error.ts';
import { readTaskStates } from './task-states.ts';

const activeStates = ['scheduled', 'queued', 'running'] as const;

/** Runs, their transitions and logs, and the decisions that led to them. */
export class SqliteRunStore implements RunStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async addRun(run: NewRun): Promise<Run> {
    try {
      return await this.#db.transaction().execute(async trx => {
        const row = await trx
          .insertInto('run')
          .values({
            task: run.task,
            trigger: run.trigger,
            state: run.state,
            service_day: run.serviceDay,
            planned_at: run.plannedAt ?? null,
            created_at: run.createdAt,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await addTransition(trx, { run_id: row.id, at: run.createdAt, to_state: run.state });
        return toRun(row);
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new ButlerError(
        'occurrence-claimed',
        { task: run.task, serviceDay: run.serviceDay },
        { cause: error },
      );
    }
  }

  async move(
    runId: number,
    to: RunState,
    at: number,
    reason?: string,
    made: readonly Input[] = [],
  ): Promise<Run> {
    return await this.#db.transaction().execute(async trx => {
      const run = await trx.selectFrom('run').select('state').where('id', '=', runId).executeTakeFirst();
      if (!run) throw new Error(`There is no run ${runId}`);
      if (!canBecome(run.state, to)) throw new Error(`Run ${runId} is ${run.state} and cannot become ${to}`);
      const row = await trx
        .updateTable('run')
        .set({ state: to, ...(to === 'running' && { started_at: at }) })
        .$if(isEnd(to), update => update.set({ ended_at: at, outcome: reason ?? null, subtitle: null }))
        .where('id', '=', runId)
        .returningAll()
        .executeTakeFirstOrThrow();
      await addTransition(trx, {
        run_id: runId,
        at,
        from_state: run.state,
        to_state: to,
        reason: reason ?? null,
      });
      for (const input of made) {
        await trx
          .insertInto('made')
          .values({ task: row.task, input, at })
          .onConflict(conflict => conflict.columns(['task', 'input']).doUpdateSet({ at }))
          .execute();
      }
      return toRun(row);
    });
  }

  /** What arrives after the end of the run is late, and ignored. */
  async noteProgress(runId: number, progress: Progress, samples?: RunSamples): Promise<void> {
    const update = (db: Kysely<Schema>) =>
      db
        .updateTable('run')
        .set({
          done: progress.done,
          total: progress.total ?? null,
          failed: progress.failed,
          bytes_done: progress.bytesDone,
          bytes_total: progress.bytesTotal ?? null,
          subtitle: progress.subtitle ?? null,
        })
        .where('id', '=', runId)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
    if (!samples) return void (await update(this.#db));
    const body = formatSamples(samples);
    await this.#db.transaction().execute(async trx => {
      const { numUpdatedRows } = await update(trx);
      if (numUpdatedRows === 0n) return;
      await trx
        .insertInto('run_samples')
        .values({ run_id: runId, body })
        .onConflict(conflict => conflict.column('run_id').doUpdateSet({ body }))
        .execute();
    });
  }

  async addLog(
    lines: readonly { runId: number; at: number; level: LogLevel; message: string }[],
  ): Promise<void> {
    await this.#db
      .transaction()
      .execute(trx =>
        executeMany(trx, lines, of =>
          trx
            .insertInto('run_log')
            .values({ run_id: of('runId'), at: of('at'), level: of('level'), message: of('message') }),
        ),
      );
  }

  async addFailure({ runId, subject, ...failure }: UnitFailure): Promise<void> {
    const values = {
      label: failure.label,
      error: failure.error,
      attempts: failure.attempts,
      quarantined: failure.quarantined ? 1 : 0,
      at: failure.at,
    } as const;
    await this.#db
      .insertInto('run_failure')
      .values({ run_id: runId, subject, ...values })
      .onConflict(conflict => conflict.columns(['subject', 'run_id']).doUpdateSet(values))
      .execute();
  }

  async setAside(runId: number): Promise<readonly UnitSpec['subject'][]> {
    const rows = await this.#db
      .selectFrom('run_failure')
      .select('subject')
      .where('run_id', '=', runId)
      .where('quarantined', '=', 1)
      .orderBy('id')
      .execute();
    return rows.map(row => row.subject);
  }

  async activeRuns(): Promise<readonly Run[]> {
    const rows = await this.#db
      .selectFrom('run')
      .selectAll()
      .where('state', 'in', activeStates)
      .orderBy('id')
      .execute();
    return rows.map(toRun);
  }

  async recentRuns(limit: number, task?: TaskName): Promise<readonly Run[]> {
    const rows = await this.#db
      .selectFrom('run')
      .selectAll()
      .$if(task !== undefined, query => query.where('task', '=', task as TaskName))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRun);
  }

  taskStates(): Promise<TaskStates> {
    return readTaskStates(this.#db);
  }

  async addDecisions(decisions: readonly Decision[], at: number): Promise<void> {
    await this.#db.transaction().execute(async trx => {
      const last = await lastDecisions(trx);
      const news = decisions.filter(decision => {
        const text = JSON.stringify(toDecisionRow(decision));
        const differs = last.get(decision.task) !== text;
        last.set(decision.task, text);
        return differs;
      });
      await executeMany(trx, news.map(toDecisionRow), of =>
        trx.insertInto('decision').values({
          task: of('task'),
          action: of('action'),
          reason: of('reason'),
          service_day: of('service_day'),
          planned_at: of('planned_at'),
          sentence: of('sentence'),
          at,
        }),
      );
    });
  }

  pruneHistory(keep: HistoryKept, now: number): Promise<HistoryPruned> {
    return pruneHistory(this.#db, keep, now);
  }
}

/** By task: the last decision, as text that equals another's when the decisions are equal. */
async function lastDecisions(trx: Transaction<Schema>): Promise<Map<TaskName, string>> {
  const rows = await trx
    .selectFrom('decision')
    .select(['task', 'action', 'reason', 'service_day', 'planned_at', 'sentence'])
    .where('id', 'in', query =>
      query
        .selectFrom('decision')
        .select(select => select.fn.max('id').as('id'))
        .groupBy('task'),
    )
    .execute();
  return new Map(rows.map(row => [row.task, JSON.stringify(row)]));
}

/** The columns in the order in which {@link lastDecisions} reads them. */
function toDecisionRow(decision: Decision) {
  return {
    task: decision.task,
    action: decision.action,
    reason: decision.reason,
    service_day: decision.serviceDay,
    planned_at: decision.plannedAt ?? null,
    sentence: decision.sentence,
  };
}

async function addTransition(
  trx: Transaction<Schema>,
  transition: Insertable<Schema['run_transition']>,
): Promise<void> {
  await trx.insertInto('run_transition').values(transition).execute();
}

function isEnd(state: RunState): boolean {
  return (endStates as readonly RunState[]).includes(state);
}
