import type { AnalyzerName } from '../domain/pass.ts';
import type { RunContext } from '../domain/run-context.ts';
import type { Ledger } from '../domain/samples.ts';
import type { PassRequest } from '../domain/task.ts';
import type { UnitTask } from '../domain/task-definition.ts';
import type { Gate } from '../domain/worker.ts';
import type { QueuedUnit } from './queue/queue.ts';
import { shareOut } from './share-out.ts';

/** A run that has units in the queue. */
export interface Work {
  readonly task: UnitTask;
  readonly context: RunContext;
  readonly gate: Gate;
  readonly ledger: Ledger;
  /** Takes nothing new any more; ends when what is in hand has ended. */
  draining: boolean;
  /** Failed so that going on makes no sense: a full disk. */
  fault?: unknown;
  done: number;
  failed: number;
  /** Units whose file changed or vanished while it was read. */
  changed: number;
  /** Of the units that ended, whichever way. */
  bytes: number;
  /** Units that are leased, or ended and not yet told of; each with how much of it is done, from 0 to 1. */
  readonly inHand: Map<QueuedUnit, number>;
  readonly end: () => void;
}

/** A unit with what it wants of the pass. */
export interface Claim {
  readonly unit: QueuedUnit;
  readonly work: Work;
  /** One or more. */
  readonly requests: readonly PassRequest[];
}

/** Tells how far a run is: with the units that ended, and with what is done of those in hand. */
export function tellProgress({ context, done, failed, bytes, inHand }: Work): void {
  let started = 0;
  for (const [unit, fraction] of inHand) started += unit.bytes * fraction;
  context.progress({ done: done + failed, failed, bytesDone: Math.floor(bytes + started) });
}

/** Books what a pass uses for all the runs that it serves, but for those that rest meanwhile. */
export function ledgerOf(works: readonly Pick<Work, 'gate' | 'ledger'>[]): Ledger {
  return {
    book: (amounts, spanMs) => {
      const awake = works.filter(({ gate }) => !gate.closed);
      const served = awake.length > 0 ? awake : works;
      shareOut(
        served.map(({ ledger }) => ledger),
        amounts,
        spanMs,
      );
    },
  };
}

/** The claims that fit into one pass: two that want the same analyzer differently are served one after the other. */
export function fuse(claims: readonly Claim[]): readonly Claim[] {
  const taken = new Set<AnalyzerName>();
  return claims.filter(({ requests }) => {
    if (requests.some(({ analyzer }) => taken.has(analyzer))) return false;
    for (const { analyzer } of requests) taken.add(analyzer);
    return true;
  });
}
