import { type Amounts, amountNames, noSamples, nothing, type RunSamples } from '../domain/samples.ts';

/** A run has no more samples than these, however long it lasts. */
export const mostSamples = 240;

/**
 * How a run went, in buckets of one length, which doubles whenever they would be too many: two neighbours become one that
 * has what they had together. What is added is whole numbers and none of it is lost.
 */
export class SampleSeries {
  #bucketMs = noSamples.bucketMs;
  #buckets: Amounts[] = [];
  #lengthMs = 0;

  /** @param first the place of the first that is wanted */
  samples(first = 0): RunSamples {
    const bucketMs = this.#bucketMs;
    const items = this.#buckets.slice(first).map((amounts, i) => {
      const fromMs = (first + i) * bucketMs;
      return { fromMs, lengthMs: Math.min(bucketMs, this.#lengthMs - fromMs), ...amounts };
    });
    return { bucketMs, items };
  }

  get bucketMs(): number {
    return this.#bucketMs;
  }

  /** Of what is added until then, the place of the bucket it is in. */
  placeOf(ms: number): number {
    // What ends with a bucket is in it.
    return Math.max(0, Math.ceil(ms / this.#bucketMs) - 1);
  }

  /** Adds what there was between two times of the run, evenly over all of it. Whole milliseconds, neither negative. */
  add(amounts: Partial<Amounts>, fromMs: number, toMs: number): void {
    this.#reach(toMs);
    const first = this.placeOf(Math.min(fromMs + 1, toMs));
    const last = this.placeOf(toMs);
    const shareAt = (place: number) =>
      Math.min(1, Math.max(0, (place * this.#bucketMs - fromMs) / (toMs - fromMs)));
    for (let place = first; place <= last; place++) {
      const before = place === first ? 0 : shareAt(place);
      const until = place === last ? 1 : shareAt(place + 1);
      const more = mapAmounts(name => part(amounts[name] ?? 0, before, until));
      this.#buckets[place] = sum(this.#buckets[place] ?? nothing, more);
    }
  }

  /** Makes room for all that happens until then. */
  #reach(ms: number): void {
    this.#lengthMs = Math.max(this.#lengthMs, ms);
    while (this.placeOf(this.#lengthMs) >= mostSamples) {
      this.#bucketMs *= 2;
      this.#buckets = pairs(this.#buckets).map(([a, b]) => sum(a, b));
    }
    while (this.#buckets.length <= this.placeOf(this.#lengthMs)) this.#buckets.push(nothing);
  }
}

/** What lies between two shares of an amount; over all of them the whole of it. */
function part(amount: number, before: number, until: number): number {
  return Math.round(amount * until) - Math.round(amount * before);
}

function sum(a: Amounts, b: Amounts): Amounts {
  return mapAmounts(name => a[name] + b[name]);
}

function mapAmounts(value: (name: keyof Amounts) => number): Amounts {
  return Object.fromEntries(amountNames.map(name => [name, value(name)])) as unknown as Amounts;
}

function pairs(buckets: readonly Amounts[]): (readonly [Amounts, Amounts])[] {
  return buckets.flatMap((bucket, i) => (i % 2 === 0 ? [[bucket, buckets[i + 1] ?? nothing] as const] : []));
}
