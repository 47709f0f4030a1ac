import type { Kysely } from 'kysely';
import type { UnitState } from '../../domain/run.ts';
import { unitAttempts } from '../../domain/run.ts';
import type { TaskName, UnitSpec } from '../../domain/task.ts';
import type { Failure, Lease, Queue, QueuedUnit, Settlement } from './queue.ts';

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
  /** Subjects that are likely next, in order, for the tasks named by the key. */
  #ahead: { tasks: string; subjects: UnitSpec['subject'][] } = { tasks: '', subjects: [] };

  constructor(db: Kysely<QueueSchema>) {
    this.#db = db;
  }

  async fill(runId: number, task: TaskName, priority: number, units: readonly UnitSpec[]) {
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
        .execute();
    });
    this.#ahead.subjects = [];
    const counts = await this.#db
      .selectFrom('unit')
      .select(({ fn }) => ['state', fn.countAll<number>().as('units'), fn.sum<number>('bytes').as('bytes')])
      .where('task', '=', task)
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
    for (;;) {
      const subject = await this.#takeSubject(tasks);
      if (subject === undefined) return undefined;
      const rows = await this.#db
        .selectFrom('unit')
        .selectAll()
        .where('subject', '=', subject)
        .where('state', '=', 'queued')
        .where('task', 'in', tasks)
        .orderBy('priority')
        .execute();
      if (rows.length > 0) {
        const units = rows.map(toUnit);
        this.#leased.set(subject, new Set(units));
        return { subject, units };
      }
      this.#leased.delete(subject);
    }
  }

  async settle(settlements: readonly Settlement[], at: number): Promise<readonly Failure[]> {
    if (settlements.length === 0) return [];
    const failures: Failure[] = [];
    try {
      await this.#db.transaction().execute(async tx => {
        for (const settlement of settlements) {
          const { unit } = settlement;
          const attempts = unit.attempts + 1;
          const state: UnitState = settlement.ok
            ? 'done'
            : attempts >= unitAttempts
              ? 'quarantined'
              : 'queued';
          // The version fences: a unit that was queued anew meanwhile is another one.
          await tx
            .updateTable('unit')
            .set({ state, attempts, error: settlement.ok ? null : settlement.error, updated_at: at })
            .where('task', '=', unit.task)
            .where('subject', '=', unit.subject)
            .where('version', '=', unit.version)
            .execute();
          if (!settlement.ok) {
            failures.push({ unit, error: settlement.error, attempts, quarantined: state === 'quarantined' });
          }
        }
      });
    } finally {
      this.release(settlements.map(settlement => settlement.unit));
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
    this.#ahead.subjects = [];
  }

  release(units: readonly QueuedUnit[]): void {
    for (const unit of units) {
      const held = this.#leased.get(unit.subject);
      // Until the last of its units is told of, the file is being read: nobody else is to read it meanwhile.
      if (held?.delete(unit) && held.size === 0) this.#leased.delete(unit.subject);
    }
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

  #isInHand(task: TaskName, subject: string): boolean {
    return [...(this.#leased.get(subject) ?? [])].some(unit => unit.task === task);
  }

  async #takeSubject(tasks: readonly TaskName[]): Promise<UnitSpec['subject'] | undefined> {
    const key = tasks.join();
    if (this.#ahead.tasks !== key || this.#ahead.subjects.length === 0) {
      const rows = await this.#db
        .selectFrom('unit')
        .select('subject')
        .where('state', '=', 'queued')
        .where('task', 'in', tasks)
        // Those that failed come last, so that one bad file does not hold the others up.
        .orderBy('attempts')
        .orderBy('priority')
        .orderBy('label')
        .limit(lookAhead + this.#leased.size)
        .execute();
      this.#ahead = {
        tasks: key,
        subjects: [...new Set(rows.map(row => row.subject as UnitSpec['subject']))],
      };
    }
    for (;;) {
      const subject = this.#ahead.subjects.shift();
      if (subject === undefined) return undefined;
      if (this.#leased.has(subject)) continue;
      // Taken in the same breath, so that no second caller gets it meanwhile.
      this.#leased.set(subject, new Set());
      return subject;
    }
  }
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
