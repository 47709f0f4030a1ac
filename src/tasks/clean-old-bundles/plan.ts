import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { say } from '../../domain/phrases.ts';
import { isHeld } from '../../files/cleaning.ts';
import type { Removal } from '../../files/quarantine.ts';
import type { Found } from '../../files/walk-safely.ts';

const dayMs = 86_400_000;
/** How long a bundle that nothing belongs to is left alone: its file may have moved, and come back with the next scan. */
const graceMs = 7 * dayMs;

/** A bundle whose content no file of the library has. */
export interface Orphan {
  readonly found: Found;
  readonly contentHash: string;
  readonly bytes: number;
  /** When anything in it last changed, in milliseconds since 1970 UTC. */
  readonly changedAt: number;
}

export interface BundlePlan {
  readonly removals: readonly Removal[];
  /** Why a person has to look first; then nothing is to be moved. */
  readonly heldBecause?: string;
}

/**
 * What is to be moved away, and why.
 *
 * @param bundles how many there are in all
 * @param now milliseconds since 1970 UTC
 * @param evenMany a person has looked, and said that it may be that many
 */
export function planBundleCleaning(
  bundles: number,
  orphans: readonly Orphan[],
  now: number,
  evenMany = false,
): BundlePlan {
  const old = orphans.filter(({ changedAt }) => now - changedAt > graceMs);
  const removals = old.map(({ found, bytes, changedAt, contentHash }): Removal => {
    return {
      found,
      bytes,
      why: say('bundle-orphaned', {
        hash: contentHash,
        days: Math.floor((now - changedAt) / dayMs),
      }),
    };
  });
  if (evenMany || !isHeld(removals.length, bundles)) return { removals };
  const bytes = formatBytes(removals.reduce((sum, removal) => sum + removal.bytes, 0));
  const all = formatCount(bundles, 'bundle');
  return {
    removals,
    heldBecause: `${removals.length} of ${all} (${bytes}) belong to no file of the library, which looks like a mistake`,
  };
}
