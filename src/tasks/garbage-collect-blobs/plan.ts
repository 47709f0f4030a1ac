import { say } from '../../domain/phrases.ts';
import type { Removal } from '../../files/quarantine.ts';
import type { Found } from '../../files/walk-safely.ts';

const dayMs = 86_400_000;
/** A picture is on disk before the item that has it is on record; and one that left may come back with the next refresh. */
const graceMs = 7 * dayMs;

/** The pictures that no item has, and that are not young. `now` is in milliseconds since 1970 UTC. */
export function planBlobs(
  files: readonly Found[],
  isInUse: (path: string) => boolean,
  now: number,
): readonly Removal[] {
  return files
    .filter(({ path, modifiedAt }) => !isInUse(path) && now - modifiedAt > graceMs)
    .map((found): Removal => {
      const days = Math.floor((now - found.modifiedAt) / dayMs);
      return { found, bytes: found.bytes, why: say('picture-orphaned', { days }) };
    });
}
