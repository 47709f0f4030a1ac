import type { TaskName } from '../domain/task.ts';

/** The planner is asked at least this often, so the last start must lie this long before the cutoff. */
export const tickMs = 30_000;

interface Spread {
  /** Differs from one installation to another. */
  readonly instanceId: string;
  readonly task: TaskName;
  /** ISO. */
  readonly serviceDay: string;
}

/**
 * A task's random moment of a night, in [`from`, `to`] (milliseconds since 1970 UTC): stable over restarts, another
 * each night, for each task and on each installation.
 */
export function spreadBetween({ instanceId, task, serviceDay }: Spread, from: number, to: number): number {
  const part = hash(`${instanceId}/${task}/${serviceDay}`) / 2 ** 32;
  return from + Math.floor(part * (to - from + 1));
}

/**
 * 32 bits of a text: FNV-1a over its UTF-16 code units, then the finaliser of MurmurHash3, because FNV alone hardly
 * spreads the last characters, and those are all that tells one night from the next.
 */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
