import type { Api } from '../../../sdk/src/index.ts';
import { formatBytes, formatCount, formatLength } from '../../domain/amounts.ts';

const bars = '▁▂▃▄▅▆▇█';
/** Signs of a line at most, and samples at least: fewer tell of no course. */
const widest = 40;
const fewest = 3;
/** So many files are to be in a sign on average, so that it is no chance, unless the line became shorter than this. */
const filesInSign = 3;
const narrowest = 8;
const second = 1_000;

/**
 * How fast a run went through its files, as a line of bars of which a full one is the fastest, with what that was:
 * `▃▅█·▂ up to 84 files a minute`. A pause is a dot. Undefined where there is too little to tell.
 */
export function formatPace(samples: readonly Api.RunSample[]): string | undefined {
  if (samples.length < fewest || samples.every(({ done, failed }) => done + failed === 0)) return undefined;
  const paces = inColumns(samples).map(paceOf);
  const most = Math.max(...paces.map((pace = 0) => pace));
  const line = paces.map(pace =>
    pace === undefined ? '·' : (bars[Math.ceil((pace / most) * bars.length) - 1] ?? ' '),
  );
  return `${line.join('')} up to ${describePace(most)}`;
}

/** What a run used, in words; undefined where nothing is known of it. */
export function formatUse(samples: readonly Api.RunSample[]): string | undefined {
  if (samples.length === 0) return undefined;
  const sum = (of: 'cpuSeconds' | 'bytesRead' | 'bytesWritten') =>
    samples.reduce((sum, sample) => sum + sample[of], 0);
  return [
    `${formatLength(sum('cpuSeconds') * second)} of processor time`,
    `${formatBytes(sum('bytesRead'))} read`,
    `${formatBytes(sum('bytesWritten'))} written`,
  ].join(', ');
}

/** As many samples for each as are needed. What is left at the end says nothing by itself where it is short. */
function inColumns(samples: readonly Api.RunSample[]): readonly (readonly Api.RunSample[])[] {
  const files = samples.reduce((sum, { done, failed }) => sum + done + failed, 0);
  const wanted = Math.min(widest, Math.max(narrowest, Math.floor(files / filesInSign)));
  const each = Math.ceil(samples.length / wanted);
  const columns = Array.from({ length: Math.ceil(samples.length / each) }, (_, i) =>
    samples.slice(i * each, (i + 1) * each),
  );
  const last = columns.at(-1) ?? [];
  if (lengthOf(last) * 2 >= lengthOf(columns[0] ?? [])) return columns;
  return [...columns.slice(0, -2), [...(columns.at(-2) ?? []), ...last]];
}

function lengthOf(samples: readonly Api.RunSample[]): number {
  return samples.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
}

/** Files a second while it worked; undefined where it mostly rested. */
function paceOf(samples: readonly Api.RunSample[]): number | undefined {
  const sum = (of: (sample: Api.RunSample) => number) => samples.reduce((sum, one) => sum + of(one), 0);
  const lengthMs = lengthOf(samples);
  const workedMs = lengthMs - sum(sample => sample.restedMs);
  return workedMs * 2 < lengthMs ? undefined : (sum(one => one.done + one.failed) * second) / workedMs;
}

function describePace(perSecond: number): string {
  const [unit, pace] =
    perSecond * 60 >= 2 ? (['a minute', perSecond * 60] as const) : (['an hour', perSecond * 3_600] as const);
  return `${formatCount(Math.round(pace), 'file')} ${unit}`;
}
