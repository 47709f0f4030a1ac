import { kept } from './kept.ts';
import { within } from './within.ts';

/** What each check looks at: it rejects where that is not as it should be. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

/** Milliseconds that a check may take. */
const mostMs = 4_000;
/** Milliseconds for which an answer is given again: anybody may ask, as often as they like. */
const keptMs = 1_000;

/**
 * Asks by the name of each check whether all that the work needs is as it should be; the answer is of the last second.
 * `monotonic` tells milliseconds of a clock that never jumps.
 */
export function openHealth(
  checks: Checks,
  monotonic: () => number,
  limitMs = mostMs,
): () => Promise<Readonly<Record<string, boolean>>> {
  return kept(keptMs, monotonic, async () => {
    const looks = Object.entries(checks).map(async ([name, check]) => {
      const isFine = await within(limitMs, async () => await check()).then(
        () => true,
        () => false,
      );
      return [name, isFine] as const;
    });
    return Object.fromEntries(await Promise.all(looks));
  });
}
