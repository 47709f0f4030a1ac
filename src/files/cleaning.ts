import { formatBytes, formatCount } from '../domain/amounts.ts';
import type { RunContext } from '../domain/run-context.ts';
import type { Removal } from './quarantine.ts';

/** Lines that what is not removed may take in the log. */
const listed = 100;
/** More than this, of all or at once, looks like a mistake: a lost disk, a wrong library, a clock that jumped. */
const mostFraction = 0.1;
const mostAtOnce = 1_000;

/**
 * Whether so many of all are to be looked at by a person first. Where `few` is given, so many or fewer never are: of a
 * small number of things one is soon a tenth.
 */
export function isHeld(count: number, all: number, few = 0): boolean {
  return count > few && count > Math.min(all * mostFraction, mostAtOnce);
}

/** What a cleaning did, in one sentence for people. `purged` are the bytes that left the quarantine for good. */
export function describeCleaning(
  noun: string,
  looked: number,
  moved: number,
  bytes: number,
  purged: number,
): string {
  const among = looked === 0 ? '' : ` among ${formatCount(looked, noun)}`;
  const done =
    moved === 0
      ? `Nothing to clean${among}`
      : `Set aside ${formatCount(moved, noun)} (${formatBytes(bytes)})${among}`;
  return `${done}${purged === 0 ? '' : `; removed ${formatBytes(purged)} from the quarantine for good`}.`;
}

/** What a dry run would have set aside, in one sentence; each thing with its reason in the log. */
export function describeDryRun(
  { log }: Pick<RunContext, 'log'>,
  noun: string,
  removals: readonly Removal[],
): string {
  for (const { found, bytes, why } of removals.slice(0, listed)) {
    log('info', `Would set aside ${found.path} (${formatBytes(bytes)}): ${why}.`);
  }
  if (removals.length > listed) log('info', `… and ${removals.length - listed} more.`);
  const bytes = removals.reduce((sum, removal) => sum + removal.bytes, 0);
  return `Dry run: would set aside ${formatCount(removals.length, noun)} (${formatBytes(bytes)}); removed nothing.`;
}
