import type { Api } from '../../../../sdk/src/index.ts';
import { t } from '../../i18n/i18n.ts';
import { columnsOf, perSecond, type Shape, type Stretch, together } from './course.ts';
import { formatBytesRate, formatRate } from './course-words.ts';

/** A value along the time of a run. */
interface Line {
  readonly key: 'done' | 'failed' | 'cpu' | 'workers' | 'read' | 'written';
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly valueAt: (stretch: Stretch) => number;
  /** What it stands on. */
  readonly baseAt?: (stretch: Stretch) => number;
}

/** Values of one kind, drawn together on one scale. */
export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
}

/** Slow work is counted in longer times, so that its numbers are not fractions. */
const paces = [
  { unit: 'second', seconds: 1, least: 5 },
  { unit: 'minute', seconds: 60, least: 2 },
  { unit: 'hour', seconds: 3_600, least: 0 },
] as const;

/** All that there is to draw of a run. */
export function chartsOf(stretches: readonly Stretch[]): readonly Chart[] {
  const all = together(stretches);
  return [
    ...(all.done + all.failed > 0 ? [chartOfFiles(stretches, all.failed > 0)] : []),
    chartOfProcessors(all.workers > 0),
    ...(all.bytesRead + all.bytesWritten > 0 ? [chartOfBytes()] : []),
  ];
}

function chartOfFiles(stretches: readonly Stretch[], haveFailed: boolean): Chart {
  const ended = ({ done, failed }: Api.RunSample) => done + failed;
  const columns = columnsOf(stretches, ended);
  const most = Math.max(0, ...[...columns.values()].map(column => perSecond(ended(column), column)));
  const { unit, seconds } = paces.find(pace => most * pace.seconds >= pace.least) ?? paces[2];
  const rateOf =
    (count: (column: Api.RunSample) => number) =>
    ({ fromMs }: Stretch) => {
      const column = columns.get(fromMs);
      return column ? perSecond(count(column) * seconds, column) : 0;
    };
  const done: Line = {
    ...{ key: 'done', name: t('course.done'), shapes: ['columns'] },
    valueAt: rateOf(({ done }) => done),
  };
  const failed: Line = {
    ...{ key: 'failed', name: t('course.failed'), shapes: ['columns'] },
    valueAt: rateOf(({ failed }) => failed),
    baseAt: done.valueAt,
  };
  return {
    title: t(`course.files.${unit}`),
    format: formatRate,
    lines: haveFailed ? [done, failed] : [done],
  };
}

function chartOfProcessors(haveWorked: boolean): Chart {
  const cpu: Line = {
    ...{ key: 'cpu', name: t('course.busy'), shapes: ['area', 'line'] },
    valueAt: stretch => perSecond(stretch.cpuSeconds, stretch),
  };
  const workers: Line = {
    ...{ key: 'workers', name: t('course.workers'), shapes: ['line'] },
    valueAt: stretch => perSecond((stretch.workers * stretch.lengthMs) / 1_000, stretch),
  };
  return {
    title: t('course.processors'),
    format: formatRate,
    lines: haveWorked ? [cpu, workers] : [cpu],
  };
}

function chartOfBytes(): Chart {
  return {
    title: t('course.bytes'),
    format: formatBytesRate,
    lines: [
      {
        ...{ key: 'read', name: t('course.read'), shapes: ['area', 'line'] },
        valueAt: stretch => perSecond(stretch.bytesRead, stretch),
      },
      {
        ...{ key: 'written', name: t('course.written'), shapes: ['line'] },
        valueAt: stretch => perSecond(stretch.bytesWritten, stretch),
      },
    ],
  };
}

/** A moment in words. */
export function describeStretch(stretch: Stretch, charts: readonly Chart[]): string {
  if (stretch.isRest) return t('course.paused');
  return charts
    .map(({ title, lines, format }) => {
      const values = lines.map(({ name, valueAt }) => [
        format(valueAt(stretch)),
        lines.length > 1 ? name : '',
      ]);
      return `${title}: ${values.map(words => words.join(' ').trim()).join(', ')}`;
    })
    .join('; ');
}

/** The most there was of a chart, which is drawn to its top. */
export function mostOf({ lines }: Chart, stretches: readonly Stretch[]): number {
  const drawn = stretches.filter(({ isRest }) => !isRest);
  const heights = lines.flatMap(({ valueAt, baseAt }) =>
    drawn.map(stretch => (baseAt?.(stretch) ?? 0) + valueAt(stretch)),
  );
  return Math.max(0, ...heights);
}
