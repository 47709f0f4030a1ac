/** What a process has used up since it began, or work has in a while. */
export interface Use {
  /** Time of processors, in microseconds. */
  readonly cpuUs: number;
  /** 0 where the system does not tell, as the next. */
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/** What adds up in a run. Whole numbers. */
export interface Amounts extends Use {
  /** Units that ended well. */
  readonly done: number;
  readonly failed: number;
  /** Milliseconds of all its workers together. */
  readonly workerMs: number;
  /** Milliseconds for which a pause held it. */
  readonly restedMs: number;
}

export const nothing: Amounts = {
  done: 0,
  failed: 0,
  cpuUs: 0,
  bytesRead: 0,
  bytesWritten: 0,
  workerMs: 0,
  restedMs: 0,
};

export const amountNames = Object.keys(nothing) as readonly (keyof Amounts)[];

/** How a run went in one stretch of it. */
export interface RunSample extends Amounts {
  /** From when it began to work, in milliseconds of a clock that never jumps. */
  readonly fromMs: number;
  readonly lengthMs: number;
}

/** How a run went, in stretches that follow each other without a gap. */
export interface RunSamples {
  /** The length of each but the last, which may be shorter. */
  readonly bucketMs: number;
  readonly items: readonly RunSample[];
}

export const noSamples: RunSamples = { bucketMs: 10_000, items: [] };

/** Where a run's use of the machine is written down. */
export interface Ledger {
  /** @param spanMs over how long it was used, up to now */
  book(amounts: Use & Partial<Amounts>, spanMs: number): void;
}
