import type { Selectable } from 'kysely';
import type { Run } from '../domain/run.ts';
import type { RunTable } from './schema.ts';

export function toRun(row: Selectable<RunTable>): Run {
  return {
    id: row.id,
    task: row.task,
    trigger: row.trigger,
    state: row.state,
    serviceDay: row.service_day,
    ...(row.state === 'scheduled' && row.planned_at !== null && { plannedAt: row.planned_at }),
    createdAt: row.created_at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    progress: {
      done: row.done,
      ...(row.total !== null && { total: row.total }),
      failed: row.failed,
      bytesDone: row.bytes_done,
      ...(row.bytes_total !== null && { bytesTotal: row.bytes_total }),
      ...(row.subtitle !== null && { subtitle: row.subtitle }),
    },
    ...(row.outcome !== null && { outcome: row.outcome }),
  };
}
