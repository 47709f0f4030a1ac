import type { Kysely } from 'kysely';
import type { HistoryKept, HistoryPruned } from '../domain/ports.ts';
import { endStates } from '../domain/run.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';

const dayMs = 86_400_000;
/** Runs, and rows without anything below them, of one transaction: few enough that no other writer waits long. */
const runsAtOnce = 50;
const rowsAtOnce = 2_000;
/** Decisions that are kept for each run: a night decides more often than it runs. */
const decisionsPerRun = 10;

/**
 * Removes what is too old or too much: runs with all that hangs on them, decisions and reports. `now` in milliseconds
 * since 1970 UTC. What the plan needs to know stays, however old it is: of each task the last run in each state, the
 * last that began to work, partial ones aside, and the last decision; nor is anything in hand removed, or the last report.
 */
export async function pruneHistory(
  db: Kysely<Schema>,
  { keepDays, keepRuns }: HistoryKept,
  now: number,
): Promise<HistoryPruned> {
  const before = now - keepDays * dayMs;
  return {
    runs: await pruneRuns(db, before, keepRuns),
    decisions: await pruneDecisions(db, before, keepRuns * decisionsPerRun),
    reports: await pruneReports(db, before),
  };
}

async function pruneRuns(db: Kysely<Schema>, before: number, most: number): Promise<number> {
  const oldest = await idAtRank(db, 'run', most);
  const kept = await runsThePlanNeeds(db);
  return await inBatches(runsAtOnce, async () => {
    const rows = await db
      .selectFrom('run')
      .select('id')
      .where('state', 'in', endStates)
      .where(({ or, eb }) => or([eb('ended_at', '<', before), eb('id', '<', oldest)]))
      .where('id', 'not in', idList(kept))
      .orderBy('id')
      .limit(runsAtOnce)
      .execute();
    await db
      .deleteFrom('run')
      .where('id', 'in', idList(rows.map(row => row.id)))
      .execute();
    return rows.length;
  });
}

async function runsThePlanNeeds(db: Kysely<Schema>): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('run')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('trigger', '<>', 'partial')
    .groupBy(['task', 'state'])
    .unionAll(
      db
        .selectFrom('run')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('started_at', 'is not', null)
        .where('trigger', '<>', 'partial')
        .groupBy('task'),
    )
    .execute();
  return rows.map(row => row.id);
}

async function pruneDecisions(db: Kysely<Schema>, before: number, most: number): Promise<number> {
  const oldest = await idAtRank(db, 'decision', most);
  const last = await db
    .selectFrom('decision')
    .select(({ fn }) => fn.max('id').as('id'))
    .groupBy('task')
    .execute();
  return await inBatches(rowsAtOnce, async () => {
    const rows = await db
      .selectFrom('decision')
      .select('id')
      .where(({ or, eb }) => or([eb('at', '<', before), eb('id', '<', oldest)]))
      .where('id', 'not in', idList(last.map(row => row.id)))
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute();
    await db
      .deleteFrom('decision')
      .where('id', 'in', idList(rows.map(row => row.id)))
      .execute();
    return rows.length;
  });
}

async function pruneReports(db: Kysely<Schema>, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('report')
    .where('made_at', '<', before)
    .where('id', '<', query => query.selectFrom('report').select(({ fn }) => fn.max('id').as('id')))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** The lowest id among the newest `rank` rows; 0 where there are not so many. */
async function idAtRank(db: Kysely<Schema>, table: 'run' | 'decision', rank: number): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .offset(rank - 1)
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** Removes batch after batch until one is not full. Returns how many rows went. */
async function inBatches(size: number, remove: () => Promise<number>): Promise<number> {
  for (let removed = 0; ; ) {
    const count = await remove();
    removed += count;
    if (count < size) return removed;
  }
}
