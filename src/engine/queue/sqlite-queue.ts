import { type Kysely, sql, type Transaction } from 'kysely';
import type { UnitState } from '../../domain/run.ts';
import { unitAttempts } from '../../domain/run.ts';
import type { TaskName, UnitSpec } from '../../domain/task.ts';
import type { Depth, Failure, Lease, Queue, QueuedUnit, Settlement } from './queue.ts';

/** The table of the queue, as the store's migrations make it. */
export interface QueueSchema {
  unit: {
    task: string;
    subject: string;
    version: string;
    run_id: number | null;
    state: string;
    attempts: number;
    error: string | null;
    label: string;
    bytes: number;
    priority: number;
    updated_at: number;
  };
}

/** Rows of one statement: with eleven columns well below SQLite's 32,766 variables. */
const rowsPerStatement = 500;
/** Subjects looked up at once. */
const lookAhead = 64;

/**
 * The queue of one server: units in SQLite, leases in memory. A lease need not outlive the server, since the data
 * folder has one server at a time and its workers die with it.
 */
export class SqliteQueue implements Queue {
  readonly #db: Kysely<QueueSchema>;
  /** By leased subject, its units that are neither settled nor released: the very objects, so that no later lease is meant. */
  readonly #leased = new Map<string, Set<QueuedUnit>>();
  /** What comes next, in order, for the tasks named by the key. Void whenever the table changes otherwise than by leases. */
  #ahead: { tasks: string; leases: Lease[] } = { tasks: '', leases: [] };
  /** One look at a time: two would find the same, and one of them late. */
  #looking: Promise<void> | undefined;

  constructor(db: Kysely<QueueSchema>) {
    this.#db = db;
  }

  async fill(runId: number, task: TaskName, priority: number, units: readonly UnitSpec[], isPartial = false) {
    const state: UnitState = 'queued';
    await this.#db.transaction().execute(async tx => {
      for (let from = 0; from < units.length; from += rowsPerStatement) {
        const rows = units.slice(from, from + rowsPerStatement).map(unit => ({
          ...unit,
          task,
          run_id: runId,
          state,
          attempts: 0,
          error: null,
          priority,
          updated_at: 0,
        }));
        await tx
          .insertInto('unit')
          .values(rows)
          .onConflict(conflict =>
            conflict.columns(['task', 'subject']).doUpdateSet(({ ref, eb }) => {
              // In an upsert, the bare column is the row that stands; `excluded` the one that comes.
              const same = eb(ref('unit.version'), '=', ref('excluded.version'));
              const keep = eb.and([same, eb(ref('unit.state'), '=', 'quarantined')]);
              return {
                state: eb.case().when(keep).then('quarantined').else(state).end(),
                attempts: eb.case().when(same).then(ref('unit.attempts')).else(0).end(),
                error: eb.case().when(same).then(ref('unit.error')).else(null).end(),
                version: ref('excluded.version'),
                run_id: ref('excluded.run_id'),
                label: ref('excluded.label'),
                bytes: ref('excluded.bytes'),
                priority: ref('excluded.priority'),
              };
            }),
          )
          .execute();
      }
      await tx
        .deleteFrom('unit')
        .where('task', '=', task)
        .where(({ eb, or }) => or([eb('run_id', '!=', runId), eb('run_id', 'is', null)]))
        // What waits is found again by the next whole run; what is set aside would be tried anew.
        .$if(isPartial, query => query.where('state', '!=', 'quarantined'))
        .execute();
    });
    this.#ahead.leases = [];
    const counts = await this.#db
      .selectFrom('unit')
      .select(({ fn }) => ['state', fn.countAll<number>().as('units'), fn.sum<number>('bytes').as('bytes')])
      .where('task', '=', task)
      .where('run_id', '=', runId)
      .groupBy('state')
      .execute();
    const of = (wanted: UnitState) => counts.find(row => row.state === wanted);
    return {
      queued: Number(of('queued')?.units ?? 0),
      bytes: Number(of('queued')?.bytes ?? 0),
      quarantined: Number(of('quarantined')?.units ?? 0),
    };
  }

  async lease(tasks: readonly TaskName[]): Promise<Lease | undefined> {
    if (tasks.length === 0) return undefined;
    const key = tasks.join();
    let lease = this.#takeAhead(key);
    while (!lease && this.#looking) {
      await this.#looking;
      lease = this.#takeAhead(key);
    }
    if (lease) return lease;
    this.#looking = this.#lookAhead(tasks).finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
    return this.#takeAhead(key);
  }

  coming(limit: number): readonly UnitSpec['subject'][] {
    return this.#ahead.leases.slice(0, limit).map(({ subject }) => subject);
  }

  async settle(settlements: readonly Settlement[], at: number): Promise<readonly Failure[]> {
    if (settlements.length === 0) return [];
    const failures: Failure[] = [];
    try {
      await this.#db.transaction().execute(async tx => {
        const done = settlements.filter(({ ok }) => ok).map(({ unit }) => unit);
        for (const [task, units] of Map.groupBy(done, unit => unit.task))
          await settleDone(tx, task, units, at);
        for (const settlement of settlements)
          if (!settlement.ok) failures.push(await settleFailed(tx, settlement, at));
      });
    } finally {
      this.#letGo(settlements.map(settlement => settlement.unit));
    }
    return failures;
  }

  async retry(task: TaskName, subjects: readonly UnitSpec['subject'][]): Promise<void> {
    const state: UnitState = 'queued';
    await this.#db.transaction().execute(async tx => {
      for (let from = 0; from < subjects.length; from += rowsPerStatement) {
        await tx
          .updateTable('unit')
          .set({ state, attempts: 0, error: null })
          .where('task', '=', task)
          .where('subject', 'in', subjects.slice(from, from + rowsPerStatement))
          .where('state', '=', 'quarantined')
          .execute();
      }
    });
    this.#ahead.leases = [];
  }

  async release(units: readonly QueuedUnit[]): Promise<void> {
    this.#letGo(units);
  }

  async depths(): Promise<readonly Depth[]> {
    const rows = await this.#db
      .selectFrom('unit')
      .select(({ fn }) => [
        'task',
        'state',
        fn.countAll<number>().as('units'),
        fn.sum<number>('bytes').as('bytes'),
      ])
      .where('state', '<>', 'done')
      .groupBy(['task', 'state'])
      .execute();
    return rows as readonly Depth[];
  }

  async waiting(task: TaskName): Promise<number> {
    const rows = await this.#db
      .selectFrom('unit')
      .select('subject')
      .where('task', '=', task)
      .where('state', '=', 'queued')
      .limit(this.#leased.size + 1)
      .execute();
    return rows.filter(row => !this.#isInHand(task, row.subject)).length;
  }

  #letGo(units: readonly QueuedUnit[]): void {
    for (const unit of units) {
      const held = this.#leased.get(unit.subject);
      // Until the last of its units is told of, the file is being read: nobody else is to read it meanwhile.
      if (held?.delete(unit) && held.size === 0) this.#leased.delete(unit.subject);
    }
  }

  #isInHand(task: TaskName, subject: string): boolean {
    return [...(this.#leased.get(subject) ?? [])].some(unit => unit.task === task);
  }

  #takeAhead(key: string): Lease | undefined {
    while (this.#ahead.tasks === key) {
      const lease = this.#ahead.leases.shift();
      if (!lease) return undefined;
      if (this.#leased.has(lease.subject)) continue;
      this.#leased.set(lease.subject, new Set(lease.units));
      return lease;
    }
    return undefined;
  }

  async #lookAhead(tasks: readonly TaskName[]): Promise<void> {
    // Those that failed come last, so that one bad file does not hold the others up. By itself SQLite would rather sort
    // all units of the tasks, however many, each time.
    const { rows: next } = await sql<{ subject: string }>`select subject from unit indexed by unit_next
      where state = 'queued' and task in (${sql.join(tasks)})
      order by attempts, priority, label limit ${lookAhead + this.#leased.size}`.execute(this.#db);
    // Those that are leased now may be settled by the time at which they are read.
    const free = [...new Set(next.map(row => row.subject))].filter(subject => !this.#leased.has(subject));
    this.#ahead = { tasks: tasks.join(), leases: free.length > 0 ? await this.#leasesOn(free, tasks) : [] };
  }

  /** Of all units that the tasks have queued on these subjects, in the order of the subjects. */
  async #leasesOn(subjects: readonly string[], tasks: readonly TaskName[]): Promise<Lease[]> {
    const rows = await this.#db
      .selectFrom('unit')
      .selectAll()
      .where('subject', 'in', subjects)
      .where('state', '=', 'queued')
      .where('task', 'in', tasks)
      .orderBy('priority')
      .execute();
    const units = Map.groupBy(rows.map(toUnit), unit => unit.subject as string);
    return subjects.flatMap(name => {
      const ofSubject = units.get(name) ?? [];
      return ofSubject.slice(0, 1).map(({ subject }) => ({ subject, units: ofSubject }));
    });
  }
}

/** As one statement. The version fences: a unit that was queued anew meanwhile is another one. */
async function settleDone(
  tx: Transaction<QueueSchema>,
  task: TaskName,
  units: readonly QueuedUnit[],
  at: number,
): Promise<void> {
  const state: UnitState = 'done';
  const pairs = JSON.stringify(units.map(({ subject, version }) => [subject, version]));
  await tx
    .updateTable('unit')
    .set(({ eb }) => ({ state, attempts: eb('attempts', '+', 1), error: null, updated_at: at }))
    .where('task', '=', task)
    .where(sql<boolean>`(subject, version) in (select value ->> 0, value ->> 1 from json_each(${pairs}))`)
    .execute();
}

async function settleFailed(
  tx: Transaction<QueueSchema>,
  { unit, error }: Settlement & { readonly ok: false },
  at: number,
): Promise<Failure> {
  const attempts = unit.attempts + 1;
  const quarantined = attempts >= unitAttempts;
  const state: UnitState = quarantined ? 'quarantined' : 'queued';
  await tx
    .updateTable('unit')
    .set({ state, attempts, error, updated_at: at })
    .where('task', '=', unit.task)
    .where('subject', '=', unit.subject)
    .where('version', '=', unit.version)
    .execute();
  return { unit, error, attempts, quarantined };
}

function toUnit(row: QueueSchema['unit']): QueuedUnit {
  return {
    task: row.task as TaskName,
    subject: row.subject as UnitSpec['subject'],
    version: row.version,
    runId: row.run_id ?? 0,
    attempts: row.attempts,
    label: row.label,
    bytes: row.bytes,
  };
}
