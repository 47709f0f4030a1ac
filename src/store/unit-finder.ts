import { type Kysely, type Selectable, sql } from 'kysely';
import { type UnitState, unitStates } from '../domain/run.ts';
import { partIdOf, type TaskName } from '../domain/task.ts';
import type { RecordedUnit, UnitDetails, UnitFinder } from '../domain/unit-finder.ts';
import { type PlaceRow, placeColumns, toPlace } from './part-place.ts';
import type { Schema } from './schema.ts';

type UnitRow = Selectable<Schema['unit']>;

/** Give it a connection for reading, for which no writer waits. */
export class SqliteUnitFinder implements UnitFinder {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async ofRun(...[{ id, task }, { state }, { limit, after }]: Parameters<UnitFinder['ofRun']>) {
    // Each state is a stretch of the index `unit_of_run`, in the order of subjects; SQLite merges them as it goes.
    const stretches = (state ? [state] : unitStates).map(
      one => sql`select * from unit indexed by unit_of_run
        where run_id = ${id} and state = ${one} and task = ${task} and subject > ${`part:${after ?? ''}`}`,
    );
    const { rows } = await sql<UnitRow>`${sql.join(stretches, sql` union all `)}
      order by subject limit ${limit}`.execute(this.#db);
    return rows.map(toRecorded);
  }

  async countOfRun(runId: number): Promise<Record<UnitState, number>> {
    const counts: Record<UnitState, number> = { queued: 0, done: 0, quarantined: 0 };
    const rows = await this.#db
      .selectFrom('unit')
      .select(({ fn }) => ['state', fn.countAll<number>().as('units')])
      .where('run_id', '=', runId)
      .groupBy('state')
      .execute();
    for (const { state, units } of rows) counts[state] = units;
    return counts;
  }

  async find(task: TaskName, partId: number): Promise<UnitDetails | undefined> {
    const row = await this.#db
      .selectFrom('unit')
      .selectAll()
      .where('task', '=', task)
      .where('subject', '=', `part:${partId}`)
      .executeTakeFirst();
    if (!row) return undefined;
    const { rows: places } = await sql<PlaceRow>`select ${placeColumns} from part
      join folder on folder.id = part.folder_id join root on root.id = folder.root_id
      where part.id = ${partId}`.execute(this.#db);
    const [place] = places;
    const failures = await this.#db
      .selectFrom('run_failure')
      .innerJoin('run', 'run.id', 'run_failure.run_id')
      .selectAll('run_failure')
      .where('run_failure.subject', '=', `part:${partId}`)
      .where('run.task', '=', task)
      .orderBy('run_failure.run_id', 'desc')
      .execute();
    return {
      ...toRecorded(row),
      version: row.version,
      ...(place && { file: toPlace(place) }),
      failures: failures.map(({ id: _, run_id, quarantined, ...failure }) => ({
        ...failure,
        runId: run_id,
        quarantined: quarantined === 1,
      })),
    };
  }
}

function toRecorded(row: UnitRow): RecordedUnit {
  const { task, run_id, state, label, bytes, attempts, error, updated_at } = row;
  return {
    ...{ task, partId: partIdOf(row), state, label, bytes, attempts },
    ...(run_id !== null && { runId: run_id }),
    ...(error !== null && { error }),
    ...(updated_at > 0 && { triedAt: updated_at }),
  };
}
