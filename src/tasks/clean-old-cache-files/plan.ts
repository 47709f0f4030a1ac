import { say } from '../../domain/phrases.ts';
import { parseStaging } from '../../domain/staging.ts';
import type { Removal } from '../../files/quarantine.ts';
import type { Found } from '../../files/walk-safely.ts';

const dayMs = 86_400_000;
/** Unfinished work is done again when it is this old: whoever was at it is gone. */
const stagingMs = dayMs;

/** What may stay in the cache. */
export interface CacheLimits {
  /** Cached files that nobody read for so long are made again when somebody asks. */
  readonly unusedMs: number;
  /** Of all cached files; Infinity for no limit. */
  readonly bytes: number;
}

/**
 * What is to be moved away, and why. Only files: the folders of the cache stay. What is too old goes, and of the rest
 * what was used least lately until the budget holds.
 *
 * @param entries all that is below the cache folder
 * @param staging path of the staging folder there, with `/` between names
 * @param isInHand whether a run, by its id, has not ended: what it stages stays, whatever a clock that jumped makes of
 *   its age
 * @param now milliseconds since 1970 UTC
 */
export function planCacheCleaning(
  entries: readonly Found[],
  staging: string,
  isInHand: (runId: number) => boolean,
  now: number,
  limits: CacheLimits,
): readonly Removal[] {
  const isStaged = ({ path }: Found) => path.startsWith(`${staging}/`);
  const files = entries.filter(({ kind }) => kind === 'file');
  const abandoned = files.filter(isStaged).flatMap((found): Removal[] => {
    const runId = parseStaging(found.path.slice(staging.length + 1).split('/')[0] ?? '');
    const idleMs = now - found.modifiedAt;
    if (idleMs <= stagingMs || (runId !== undefined && isInHand(runId))) return [];
    return [{ found, bytes: found.bytes, why: say('cache-unfinished', { days: daysIn(idleMs) }) }];
  });
  const cached = files.filter(found => !isStaged(found)).toSorted((a, b) => usedAt(a) - usedAt(b));
  let excess = cached.reduce((sum, { bytes }) => sum + bytes, 0) - limits.bytes;
  const stale = cached.flatMap((found): Removal[] => {
    const idleMs = now - usedAt(found);
    const isOld = idleMs > limits.unusedMs;
    if (!isOld && excess <= 0) return [];
    excess -= found.bytes;
    const why = say(isOld ? 'cache-unused' : 'cache-too-large', { days: daysIn(idleMs) });
    return [{ found, bytes: found.bytes, why }];
  });
  return [...abandoned, ...stale];
}

/** Reading is not always on record (`noatime`), and then writing is what is known of its use. */
function usedAt({ modifiedAt, readAt }: Found): number {
  return Math.max(modifiedAt, readAt);
}

function daysIn(ms: number): number {
  return Math.max(0, Math.floor(ms / dayMs));
}
