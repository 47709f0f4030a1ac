import { formatBytes } from '../domain/amounts.ts';
import { say } from '../domain/phrases.ts';
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

/** What is cleaned: the phrases that tell of it begin with that. */
type Cleaned = 'bundles' | 'cache' | 'pictures';

/** What else went: tags that no item has. */
interface Besides {
  readonly tags?: number;
}

/** What a cleaning did, in one sentence for people. `purged` are the bytes that left the quarantine for good. */
export function describeCleaning(
  what: Cleaned,
  all: number,
  { moved: count, bytes }: { readonly moved: number; readonly bytes: number },
  purged: number,
  besides: Besides = {},
): string {
  const around = { all, purged, ...besides };
  return count === 0 ? say(`${what}-clean`, around) : say(`${what}-set-aside`, { count, bytes, ...around });
}

/** What a dry run would have set aside, in one sentence; each thing with its reason in the log. */
export function describeDryRun(
  { log }: Pick<RunContext, 'log'>,
  what: Cleaned,
  removals: readonly Removal[],
  besides: Besides = {},
): string {
  for (const { found, bytes, why } of removals.slice(0, listed)) {
    log('info', `Would set aside ${found.path} (${formatBytes(bytes)}): ${why}.`);
  }
  if (removals.length > listed) log('info', `… and ${removals.length - listed} more.`);
  const bytes = removals.reduce((sum, removal) => sum + removal.bytes, 0);
  return say(`${what}-dry-run`, { tags: 0, ...besides, count: removals.length, bytes });
}
