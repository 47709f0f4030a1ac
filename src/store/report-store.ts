import type { Kysely } from 'kysely';
import type { ReportStore } from '../domain/ports.ts';
import type { NightReport } from '../domain/report.ts';
import type { Night } from '../domain/schedule.ts';
import type { Schema } from './schema.ts';

/** Reports of nights, as JSON: they are read whole and never searched. */
export class SqliteReportStore implements ReportStore {
  readonly #db: Kysely<Schema>;
  readonly #reading: Kysely<Schema>;

  /** @param reading for people who look at reports, and wait for no writer */
  constructor(db: Kysely<Schema>, reading: Kysely<Schema>) {
    this.#db = db;
    this.#reading = reading;
  }

  async keepReport(report: NightReport): Promise<void> {
    const { serviceDay, windowId, opensAt } = report.night;
    const values = { made_at: report.madeAt, body: JSON.stringify(report) };
    await this.#db.transaction().execute(async trx => {
      await trx
        .insertInto('report')
        .values({ service_day: serviceDay, window_id: windowId, ...values })
        .onConflict(conflict => conflict.columns(['service_day', 'window_id']).doUpdateSet(values))
        .execute();
      await trx
        .deleteFrom('night')
        .where('service_day', '=', serviceDay)
        .where('window_id', '=', windowId)
        .where('opens_at', '=', opensAt)
        .execute();
    });
  }

  async awaitedNights(): Promise<readonly Night[]> {
    const rows = await this.#db.selectFrom('night').selectAll().orderBy('opens_at').execute();
    return rows.map(row => ({
      serviceDay: row.service_day,
      windowId: row.window_id,
      opensAt: row.opens_at,
      closesAt: row.closes_at,
      cutoffAt: row.cutoff_at,
    }));
  }

  async awaitNights(nights: readonly Night[], now: number): Promise<void> {
    await this.#db.transaction().execute(async trx => {
      await trx.deleteFrom('night').where('opens_at', '>', now).execute();
      for (const { serviceDay, windowId, ...hours } of nights) {
        const values = { opens_at: hours.opensAt, closes_at: hours.closesAt, cutoff_at: hours.cutoffAt };
        await trx
          .insertInto('night')
          .values({ service_day: serviceDay, window_id: windowId, ...values })
          .onConflict(conflict => conflict.columns(['service_day', 'window_id']).doUpdateSet(values))
          .execute();
      }
    });
  }

  async reportsOf(serviceDay: string): Promise<readonly NightReport[]> {
    const rows = await this.#reading
      .selectFrom('report')
      .select('body')
      .where('service_day', '=', serviceDay)
      .orderBy('id')
      .execute();
    return rows.map(toReport);
  }

  async recentReports(limit: number): Promise<readonly NightReport[]> {
    const rows = await this.#reading
      .selectFrom('report')
      .select('body')
      .orderBy('service_day', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toReport);
  }
}

function toReport({ body }: { body: string }): NightReport {
  return JSON.parse(body) as NightReport;
}
