import { type Amounts, amountNames, noSamples, type RunSamples } from '../domain/samples.ts';

/** In columns of the same length, a value for each sample; half as long as the samples one by one. */
interface Columns extends Readonly<Record<keyof Amounts, readonly number[]>> {
  readonly bucketMs: number;
  /** Of all samples together. */
  readonly lengthMs: number;
}

/** Samples as they are kept. */
export function formatSamples({ bucketMs, items }: RunSamples): string {
  const last = items.at(-1);
  const columns = Object.fromEntries(amountNames.map(name => [name, items.map(item => item[name])]));
  return JSON.stringify({ bucketMs, lengthMs: last ? last.fromMs + last.lengthMs : 0, ...columns });
}

/** Of what `formatSamples` made; none where there is nothing. */
export function parseSamples(text: string | undefined): RunSamples {
  if (text === undefined) return noSamples;
  const { bucketMs, lengthMs, ...columns } = JSON.parse(text) as Columns;
  const items = columns.done.map((_, place) => {
    const fromMs = place * bucketMs;
    const amounts = Object.fromEntries(amountNames.map(name => [name, columns[name][place] ?? 0]));
    return { fromMs, lengthMs: Math.min(bucketMs, lengthMs - fromMs), ...(amounts as unknown as Amounts) };
  });
  return { bucketMs, items };
}
