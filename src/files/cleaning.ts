import { formatBytes, formatCount } from '../domain/amounts.ts';

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
