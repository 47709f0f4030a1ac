import type { Amounts, Ledger, Use } from '../domain/samples.ts';

/** What was used between two looks at what was used in all. */
export function useSince(before: Use, now: Use): Use {
  return {
    cpuUs: Math.max(0, now.cpuUs - before.cpuUs),
    bytesRead: Math.max(0, now.bytesRead - before.bytesRead),
    bytesWritten: Math.max(0, now.bytesWritten - before.bytesWritten),
  };
}

/**
 * Books what was used for several runs at once: for each an equal part, in whole numbers, and nothing is lost. All else is
 * the same for each of them, such as the time of the worker that works for them all.
 */
export function shareOut(ledgers: readonly Ledger[], amounts: Use & Partial<Amounts>, spanMs: number): void {
  const { cpuUs, bytesRead, bytesWritten } = amounts;
  for (const [i, ledger] of ledgers.entries()) {
    const part = (amount: number) =>
      Math.floor((amount * (i + 1)) / ledgers.length) - Math.floor((amount * i) / ledgers.length);
    const use: Use = { cpuUs: part(cpuUs), bytesRead: part(bytesRead), bytesWritten: part(bytesWritten) };
    ledger.book({ ...amounts, ...use }, spanMs);
  }
}
