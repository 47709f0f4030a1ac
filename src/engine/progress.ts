import type { Progress } from '../domain/run.ts';
import { noProgress } from '../domain/run.ts';

/** The span over which the rate is measured: long enough to be calm, short enough to follow a change of disk. */
const rateSpanMs = 30_000;
/** No estimate from less than this. */
const leastSpanMs = 1_000;

interface Sample {
  readonly at: number;
  readonly bytes: number;
  readonly done: number;
}

/**
 * The progress of one run. Whatever it is told, `done` and `bytesDone` never fall and never pass their totals, so that
 * what people see never runs backwards or past its end.
 */
export class ProgressMeter {
  #progress: Progress = noProgress;
  #samples: Sample[] = [];
  readonly #monotonic: () => number;

  /** @param monotonic milliseconds of a clock that never jumps */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  get now(): Progress {
    return this.#progress;
  }

  update(change: Partial<Progress>): Progress {
    const before = this.#progress;
    const total = change.total ?? before.total;
    const bytesTotal = change.bytesTotal ?? before.bytesTotal;
    const merged: Progress = {
      ...before,
      ...change,
      done: capped(Math.max(before.done, change.done ?? 0), total),
      bytesDone: capped(Math.max(before.bytesDone, change.bytesDone ?? 0), bytesTotal),
    };
    this.#progress = { ...merged, ...this.#estimate(merged) };
    return this.#progress;
  }

  #estimate(progress: Progress): Pick<Progress, 'bytesPerSecond' | 'timeLeftMs'> {
    const at = this.#monotonic();
    const last = this.#samples.at(-1);
    if (!last || at - last.at >= 250) {
      this.#samples.push({ at, bytes: progress.bytesDone, done: progress.done });
      while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > rateSpanMs)
        this.#samples.shift();
    }
    const first = this.#samples[0];
    if (!first || at - first.at < leastSpanMs) return {};
    const seconds = (at - first.at) / 1000;
    const bytesPerSecond = (progress.bytesDone - first.bytes) / seconds;
    const unitsPerSecond = (progress.done - first.done) / seconds;
    if (progress.bytesTotal && bytesPerSecond > 0) {
      return {
        bytesPerSecond,
        timeLeftMs: ((progress.bytesTotal - progress.bytesDone) / bytesPerSecond) * 1000,
      };
    }
    if (progress.total && unitsPerSecond > 0) {
      return { timeLeftMs: ((progress.total - progress.done) / unitsPerSecond) * 1000 };
    }
    return {};
  }
}

function capped(value: number, total: number | undefined): number {
  return total === undefined ? value : Math.min(value, total);
}
