import type { Progress } from '../../domain/run.ts';

/** How far a run is, 0 to 100, by its bytes where they are known; undefined where nothing is. */
export function percentOf({ done, total, bytesDone, bytesTotal }: Progress): number | undefined {
  if (bytesTotal) return Math.floor(Math.min(1, bytesDone / bytesTotal) * 100);
  return total ? Math.floor(Math.min(1, done / total) * 100) : undefined;
}
