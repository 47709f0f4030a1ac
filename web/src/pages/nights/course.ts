import type { Api } from '../../../../sdk/src/index.ts';
import { outlineOf } from '../../ui/outline.ts';

type Samples = Api.RunSamples;
type Sample = Api.RunSample;

/** A stretch of a run as it is drawn, in milliseconds from its begin. */
export interface Stretch extends Sample {
  readonly toMs: number;
  /** A pause held the run for most of it: there is nothing to draw. */
  readonly isRest: boolean;
}

/** Of fewer stretches nothing is drawn: they tell of no course. */
export const leastStretches = 3;

/** The samples with those that were told since: new ones, and what takes the place of others. */
export function withChanges({ bucketMs, samples }: Samples, changed: readonly Sample[]): Samples {
  const from = changed[0]?.fromMs ?? Number.POSITIVE_INFINITY;
  return { bucketMs, samples: [...samples.filter(({ fromMs }) => fromMs < from), ...changed] };
}

/** What is drawn of samples. The end of a run says nothing by itself where it is short: it is part of what was before. */
export function toStretches({ bucketMs, samples }: Samples): Stretch[] {
  const [last, before] = [samples.at(-1), samples.at(-2)];
  const isShort = last && before && last.lengthMs < bucketMs / 2;
  const drawn = isShort ? [...samples.slice(0, -2), together([before, last])] : samples;
  return drawn.map(sample => ({
    ...sample,
    toMs: sample.fromMs + sample.lengthMs,
    isRest: sample.restedMs > sample.lengthMs / 2,
  }));
}

/** Several that follow each other as one. */
export function together(samples: readonly Sample[]): Sample {
  const sum = (of: (sample: Sample) => number) => samples.reduce((sum, sample) => sum + of(sample), 0);
  const lengthMs = sum(sample => sample.lengthMs);
  return {
    fromMs: samples[0]?.fromMs ?? 0,
    lengthMs,
    restedMs: sum(sample => sample.restedMs),
    done: sum(sample => sample.done),
    failed: sum(sample => sample.failed),
    cpuSeconds: sum(sample => sample.cpuSeconds),
    bytesRead: sum(sample => sample.bytesRead),
    bytesWritten: sum(sample => sample.bytesWritten),
    workers: lengthMs === 0 ? 0 : sum(sample => sample.workers * sample.lengthMs) / lengthMs,
  };
}

/** So much in a second of work: what was rested does not count. */
export function perSecond(amount: number, { lengthMs, restedMs }: Sample): number {
  const workedMs = lengthMs - restedMs;
  return workedMs > 0 ? (amount * 1_000) / workedMs : 0;
}

/** A number that people like, and that is no less: the top of an axis. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const first = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find(step => step * power >= value * (1 - 1e-9)) ?? 10;
  return first * power;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  ...[5, 10, 15, 30].map(count => count * second),
  ...[1, 2, 5, 10, 15, 30].map(count => count * minute),
  ...[1, 2, 3, 6, 12].map(count => count * hour),
];

/** From one mark of the time to the next, where no more than `most` have room. */
export function stepOf(lengthMs: number, most: number): number {
  return steps.find(step => lengthMs / step <= most) ?? 24 * hour;
}

/** Columns of counted things: so many of them at least, and what they hold on average where there may be that few. */
const leastColumns = 24;
const heldByColumn = 3;

/**
 * For each stretch, by its begin, the stretch or the few that are drawn as one column, so that what ends now and then makes
 * a picture rather than points. None has both work and rest.
 */
export function columnsOf(
  stretches: readonly Stretch[],
  countAt: (stretch: Stretch) => number,
): ReadonlyMap<number, Sample> {
  const count = stretches.reduce((sum, stretch) => sum + countAt(stretch), 0);
  const wanted = Math.max(leastColumns, count / heldByColumn);
  const each = Math.max(1, Math.floor(stretches.length / wanted));
  const columns = new Map<number, Sample>();
  for (const group of groupsOf(stretches, ({ isRest }) => !isRest)) {
    for (let from = 0; from < group.length; from += each) {
      const members = group.slice(from, from + each);
      const column = together(members);
      for (const { fromMs } of members) columns.set(fromMs, column);
    }
  }
  return columns;
}

/** Those of the stretches that are wanted, in groups that follow each other without a gap. */
function groupsOf(stretches: readonly Stretch[], isWanted: (stretch: Stretch) => boolean): Stretch[][] {
  const groups: Stretch[][] = [];
  for (const stretch of stretches) {
    if (!isWanted(stretch)) continue;
    const group = groups.at(-1);
    if (group?.at(-1)?.toMs === stretch.fromMs) group.push(stretch);
    else groups.push([stretch]);
  }
  return groups;
}

/** When the run rested, from one moment to another. */
export function restsOf(stretches: readonly Stretch[]): { readonly fromMs: number; readonly toMs: number }[] {
  return groupsOf(stretches, ({ isRest }) => isRest).map(group => ({
    fromMs: group[0]?.fromMs ?? 0,
    toMs: group.at(-1)?.toMs ?? 0,
  }));
}

/** How a value is drawn: as a line, as the area below one, or in columns. */
export type Shape = 'line' | 'area' | 'columns';

/** The path of a value in a box as wide as the run is long, in seconds, and 100 high, of which `top` is the top. */
export function pathOf(
  stretches: readonly Stretch[],
  shape: Shape,
  top: number,
  valueAt: (stretch: Stretch) => number,
  baseAt: (stretch: Stretch) => number = () => 0,
): string {
  const height = (value: number) => 100 - (100 * value) / top;
  const groups = groupsOf(stretches, ({ isRest }) => !isRest).map(group =>
    group.map(stretch => ({
      from: stretch.fromMs / 1_000,
      to: stretch.toMs / 1_000,
      base: height(baseAt(stretch)),
      height: height(baseAt(stretch) + valueAt(stretch)),
    })),
  );
  if (shape === 'columns') {
    return groups
      .flat()
      .filter(({ base, height }) => height < base)
      .map(
        ({ from, to, base, height }) =>
          `M${from} ${base.toFixed(1)}V${height.toFixed(1)}H${to}V${base.toFixed(1)}Z`,
      )
      .join('');
  }
  return groups
    .map(group => {
      const line = outlineOf(group).join('L');
      return shape === 'line' ? `M${line}` : `M${group[0]?.from} 100L${line}L${group.at(-1)?.to} 100Z`;
    })
    .join('');
}
