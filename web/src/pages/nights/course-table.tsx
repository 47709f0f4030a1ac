import { formatBytes, formatLength, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Table } from '../../ui/table.tsx';
import { type Stretch, together } from './course.ts';
import { formatClock, formatRate, formatSeconds } from './course-words.ts';

/** Rows that are read at once; of a long run each is of several stretches. */
const mostRows = 24;

/** What the charts show, in numbers. */
export function CourseTable({ beganAt, stretches }: { beganAt: number; stretches: readonly Stretch[] }) {
  const length = Math.ceil(stretches.length / mostRows);
  const rows = Array.from({ length: Math.ceil(stretches.length / length) }, (_, row) =>
    together(stretches.slice(row * length, (row + 1) * length)),
  );
  const stepMs = rows[0]?.lengthMs ?? 0;
  const hasRests = rows.some(({ restedMs }) => restedMs > 0);
  return (
    <Table
      label={t('course.title')}
      rows={rows}
      keyOf={({ fromMs }) => fromMs}
      columns={[
        {
          ...{ key: 'from', title: t('course.from'), isHead: true },
          cell: ({ fromMs }) => formatClock(beganAt + fromMs, stepMs),
        },
        { key: 'done', title: t('run.filesDone'), isNumber: true, cell: row => formatNumber(row.done) },
        { key: 'failed', title: t('run.filesFailed'), isNumber: true, cell: row => formatNumber(row.failed) },
        { key: 'cpu', title: t('course.cpu'), isNumber: true, cell: row => formatSeconds(row.cpuSeconds) },
        {
          key: 'workers',
          title: t('course.column.workers'),
          isNumber: true,
          cell: row => formatRate(row.workers),
        },
        { key: 'read', title: t('run.read'), isNumber: true, cell: row => formatBytes(row.bytesRead) },
        {
          ...{ key: 'written', title: t('course.column.written'), isNumber: true },
          cell: row => formatBytes(row.bytesWritten),
        },
        ...(hasRests
          ? [
              {
                ...{ key: 'rested', title: t('course.column.paused'), isNumber: true },
                cell: ({ restedMs }: { readonly restedMs: number }) => formatLength(restedMs),
              },
            ]
          : []),
      ]}
    />
  );
}
