import { formatCount } from '../../domain/amounts.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { GuideSource, KnownShow } from '../../domain/guide.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { isAddress, showAddress } from '../../download/address.ts';
import { NotDownloaded } from '../../download/receive.ts';
import type { GuideSummary } from '../../guide/intake.ts';
import { readGuide } from '../../guide/read-guide.ts';
import { NoGuide } from '../../guide/xmltv-reader.ts';
import { fetchSource } from './fetch-source.ts';

const daysKept = 14;
const dayMs = 86_400_000;

/** Shows of the library, and a text that is another one when they are others. */
export interface Shows {
  readonly list: readonly KnownShow[];
  readonly version: string;
}

interface Imported {
  readonly id: number;
  /** As {@link GuideSource.import} wants it. */
  readonly version: string;
  readonly summary: GuideSummary;
}

/**
 * Reads a source, beside what was read of it before; undefined where that would bring nothing new. Throws
 * `guide-unreadable`: what was read by then is never published.
 */
export async function importSource(
  source: GuideSource,
  shows: Shows,
  context: RunContext,
): Promise<Imported | undefined> {
  const { guide, signal, now } = context;
  try {
    await using fetched = await fetchSource(source.address, knownVersion(source, shows), context);
    if (!fetched) return undefined;
    const at = now();
    const id = await guide.beginImport(at);
    const span = { from: at, to: at + daysKept * dayMs };
    const order = { path: fetched.path, span, shows: shows.list };
    const summary = await readGuide(order, programmes => guide.addProgrammes(id, programmes), signal);
    if (summary.kept === 0) throw new NoGuide('it has nothing for the next two weeks');
    await guide.keepChannels(id, summary.channels);
    logOddities(source, summary, context);
    return { id, version: versionFor(fetched.version, shows, summary), summary };
  } catch (error) {
    if (!(error instanceof NoGuide || error instanceof NotDownloaded)) throw error;
    throw new ButlerError(
      'guide-unreadable',
      { address: showSource(source), cause: error.message },
      { cause: error },
    );
  }
}

/** A source as it may be shown. */
export function showSource({ address }: GuideSource): string {
  return isAddress(address) ? showAddress(address) : address;
}

/**
 * The version of a source that would not be read again. A guide that reaches further than what is kept of it has more
 * to give on each day, and new shows of the library may be in what was read before.
 */
function versionFor(version: string, shows: Shows, { later }: GuideSummary): string {
  return version === '' || later > 0 ? '' : `${shows.version}\n${version}`;
}

function knownVersion(source: GuideSource, shows: Shows): string | undefined {
  const version = source.import?.version ?? '';
  const prefix = `${shows.version}\n`;
  return version.startsWith(prefix) ? version.slice(prefix.length) : undefined;
}

function logOddities(source: GuideSource, { refused, undescribed }: GuideSummary, { log }: RunContext): void {
  for (const [reason, count] of Object.entries(refused)) {
    log('warn', `${showSource(source)}: ${reason} (left out, ${formatCount(count, 'time')}).`);
  }
  if (undescribed > 0) {
    const channels = formatCount(undescribed, 'channel has', 'channels have');
    log('warn', `${showSource(source)}: ${channels} programmes, but no description; shown by the id.`);
  }
}
