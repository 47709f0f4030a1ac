import type { Kysely, Selectable } from 'kysely';
import type { History } from '../domain/ports.ts';
import type { NightSummary } from '../domain/report.ts';
import type { LogLine, Run, RunTransition } from '../domain/run.ts';
import type { RunSamples } from '../domain/samples.ts';
import type { RecordedDecision } from '../domain/schedule.ts';
import { toRun } from './run-row.ts';
import { parseSamples } from './samples-text.ts';
import type { Schema } from './schema.ts';

type PageOf<List extends 'runs' | 'decisions'> = Parameters<History[List]>[0];
type PageOfRun = Parameters<History['log']>[1];

/** Reads what {@link SqliteRunStore} wrote. */
export class SqliteHistory implements History {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async findRun(id: number): Promise<Run | undefined> {
    const row = await this.#db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toRun(row);
  }

  async runs({ limit, before, task, serviceDay }: PageOf<'runs'>): Promise<readonly Run[]> {
    let query = this.#db.selectFrom('run').selectAll().orderBy('id', 'desc').limit(limit);
    if (before !== undefined) query = query.where('id', '<', before);
    if (task !== undefined) query = query.where('task', '=', task);
    if (serviceDay !== undefined) query = query.where('service_day', '=', serviceDay);
    return (await query.execute()).map(toRun);
  }

  async nights(from: string, to: string): Promise<readonly NightSummary[]> {
    const counted = await this.#db
      .selectFrom('run')
      .select(({ fn }) => [
        'service_day as serviceDay',
        'state',
        fn.countAll<number>().as('runs'),
        fn.sum<number>('failed').as('failedFiles'),
      ])
      .where('service_day', '>=', from)
      .where('service_day', '<=', to)
      .groupBy(['service_day', 'state'])
      .execute();
    const reported = await this.#db
      .selectFrom('report')
      .select(({ fn }) => ['service_day as serviceDay', fn.countAll<number>().as('reports')])
      .where('service_day', '>=', from)
      .where('service_day', '<=', to)
      .groupBy('service_day')
      .execute();
    const reports = new Map(reported.map(({ serviceDay, reports }) => [serviceDay, reports]));
    const days = Map.groupBy(counted, ({ serviceDay }) => serviceDay);
    return [...new Set([...days.keys(), ...reports.keys()])].toSorted().map(serviceDay => {
      const states = days.get(serviceDay) ?? [];
      return {
        serviceDay,
        runs: Object.fromEntries(states.map(({ state, runs }) => [state, runs])),
        failedFiles: states.reduce((sum, { failedFiles }) => sum + failedFiles, 0),
        reports: reports.get(serviceDay) ?? 0,
      };
    });
  }

  async transitions(runId: number): Promise<readonly RunTransition[]> {
    const rows = await this.#db
      .selectFrom('run_transition')
      .selectAll()
      .where('run_id', '=', runId)
      .orderBy('id')
      .execute();
    return rows.map(({ at, from_state: from, to_state: to, reason }) => ({
      at,
      ...(from !== null && { from }),
      to,
      ...(reason !== null && { reason }),
    }));
  }

  async samples(runId: number): Promise<RunSamples> {
    const row = await this.#db
      .selectFrom('run_samples')
      .select('body')
      .where('run_id', '=', runId)
      .executeTakeFirst();
    return parseSamples(row?.body);
  }

  async log(runId: number, { limit, after = 0 }: PageOfRun): Promise<readonly LogLine[]> {
    return await this.#db
      .selectFrom('run_log')
      .select(['id', 'at', 'level', 'message'])
      .where('run_id', '=', runId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
  }

  async failures(runId: number, { limit, after = 0 }: PageOfRun): ReturnType<History['failures']> {
    const rows = await this.#db
      .selectFrom('run_failure')
      .innerJoin('run', 'run.id', 'run_failure.run_id')
      .leftJoin('unit', join =>
        join.onRef('unit.task', '=', 'run.task').onRef('unit.subject', '=', 'run_failure.subject'),
      )
      .selectAll('run_failure')
      .select('unit.state as unitState')
      .where('run_failure.run_id', '=', runId)
      .where('run_failure.id', '>', after)
      .orderBy('run_failure.id')
      .limit(limit)
      .execute();
    return rows.map(({ run_id, quarantined, unitState, ...failure }) => ({
      ...failure,
      runId: run_id,
      quarantined: quarantined === 1,
      ...(unitState && { unitState }),
    }));
  }

  async decisions({ limit, before, task, serviceDay }: PageOf<'decisions'>) {
    let query = this.#db.selectFrom('decision').selectAll().orderBy('id', 'desc').limit(limit);
    if (before !== undefined) query = query.where('id', '<', before);
    if (task !== undefined) query = query.where('task', '=', task);
    if (serviceDay !== undefined) query = query.where('service_day', '=', serviceDay);
    return (await query.execute()).map(toDecision);
  }
}

function toDecision(row: Selectable<Schema['decision']>): RecordedDecision {
  const { service_day: serviceDay, planned_at: plannedAt, ...decision } = row;
  return { ...decision, serviceDay, ...(plannedAt !== null && { plannedAt }) };
}
