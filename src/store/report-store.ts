import type { Kysely } from 'kysely';
import type { ReportStore } from '../domain/ports.ts';
import type { NightReport } from '../domain/report.ts';
import type { Schema } from './schema.ts';

/** Reports of nights, as JSON: they are read whole and never searched. */
export class SqliteReportStore implements ReportStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async keepReport(report: NightReport): Promise<void> {
    const values = { made_at: report.madeAt, body: JSON.stringify(report) };
    await this.#db
      .insertInto('report')
      .values({ service_day: report.night.serviceDay, window_id: report.night.windowId, ...values })
      .onConflict(conflict => conflict.columns(['service_day', 'window_id']).doUpdateSet(values))
      .execute();
  }

  async reportsOf(serviceDay: string): Promise<readonly NightReport[]> {
    const rows = await this.#db
      .selectFrom('report')
      .select('body')
      .where('service_day', '=', serviceDay)
      .orderBy('id')
      .execute();
    return rows.map(toReport);
  }

  async recentReports(limit: number): Promise<readonly NightReport[]> {
    const rows = await this.#db
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
