import type { Amounts, Ledger, RunSamples } from '../domain/samples.ts';
import type { Gate } from '../domain/worker.ts';
import type { OwnUse } from './own-use.ts';
import { SampleSeries } from './sample-series.ts';

/** Milliseconds between two looks at what a run uses: no more than that is lost in a crash. */
const everyMs = 10_000;

interface Sources {
  /** Closed while a pause holds the run. */
  readonly gate: Gate;
  readonly ownUse: OwnUse;
  /** Has the workers book what they have used up to now. */
  readonly bookWorkers: () => void;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
  /** Told now and then of what is new or has changed. */
  readonly onSamples: (changed: RunSamples) => void;
}

/** Keeps samples of one run from {@link begin} to {@link end}. */
export class RunSampler implements Ledger {
  readonly #sources: Sources;
  readonly #series = new SampleSeries();
  #beganMs: number | undefined;
  #restsSinceMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #unfollow = () => {};
  /** What has changed since then is to be told. */
  #toldMs = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** All of them. */
  get samples(): RunSamples {
    return this.#series.samples();
  }

  /** The run begins to work. */
  begin(): void {
    const { gate, monotonic, ownUse } = this.#sources;
    this.#beganMs = monotonic();
    this.#unfollow = gate.onChange(() => this.#followGate());
    ownUse.join(this);
    if (gate.closed) this.#followGate();
    this.#timer = setInterval(() => this.#look(), everyMs).unref();
  }

  /** The run has ended. Safe to call before it has begun. */
  end(): void {
    clearInterval(this.#timer);
    this.#unfollow();
    this.#settle();
    this.#sources.ownUse.leave(this);
    this.#beganMs = undefined;
  }

  book(amounts: Partial<Amounts>, spanMs: number): void {
    const toMs = this.#atMs;
    if (toMs !== undefined) this.#series.add(amounts, Math.max(0, toMs - Math.round(spanMs)), toMs);
  }

  /** Whole milliseconds from its begin; undefined while it is not at work. */
  get #atMs(): number | undefined {
    return this.#beganMs === undefined ? undefined : Math.round(this.#sources.monotonic() - this.#beganMs);
  }

  #followGate(): void {
    const { gate, ownUse } = this.#sources;
    this.#settle();
    this.#restsSinceMs = gate.closed ? this.#atMs : undefined;
    if (gate.closed) ownUse.leave(this);
    else ownUse.join(this);
  }

  /** Books what there was up to now. */
  #settle(): void {
    this.#sources.bookWorkers();
    this.#sources.ownUse.settle();
    const restedMs = this.#restsSinceMs === undefined ? 0 : (this.#atMs ?? 0) - this.#restsSinceMs;
    this.book({ restedMs }, restedMs);
    if (restedMs > 0) this.#restsSinceMs = this.#atMs;
  }

  #look(): void {
    this.#settle();
    const changed = this.#series.samples(this.#series.placeOf(this.#toldMs));
    this.#toldMs = this.#atMs ?? 0;
    this.#sources.onSamples(changed);
  }
}
