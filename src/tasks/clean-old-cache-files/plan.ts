import { formatCount } from '../../domain/amounts.ts';
import { parseStaging } from '../../domain/staging.ts';
import type { Removal } from '../../files/quarantine.ts';
import type { Found } from '../../files/walk-safely.ts';

const dayMs = 86_400_000;
/** Unfinished work is done again when it is this old: whoever was at it is gone. */
const stagingMs = dayMs;
/** Cached files that nobody read for so long are made again when somebody asks. */
const unusedMs = 30 * dayMs;

/**
 * What is to be moved away, and why. Only files: the folders of the cache stay.
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
): readonly Removal[] {
  const isStaged = ({ path }: Found) => path.startsWith(`${staging}/`);
  const isOfRunInHand = ({ path }: Found) => {
    const runId = parseStaging(path.slice(staging.length + 1).split('/')[0] ?? '');
    return runId !== undefined && isInHand(runId);
  };
  return entries.flatMap((found): Removal[] => {
    if (found.kind !== 'file') return [];
    const inStaging = isStaged(found);
    if (inStaging && isOfRunInHand(found)) return [];
    // Reading is not always on record (`noatime`), and then writing is what is known of its use.
    const usedAt = inStaging ? found.modifiedAt : Math.max(found.modifiedAt, found.readAt);
    const idleMs = now - usedAt;
    if (idleMs <= (inStaging ? stagingMs : unusedMs)) return [];
    const idle = formatCount(Math.floor(idleMs / dayMs), 'day');
    const why = inStaging ? `unfinished, and untouched for ${idle}` : `not used for ${idle}`;
    return [{ found, bytes: found.bytes, why }];
  });
}
