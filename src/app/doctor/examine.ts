import { ButlerError, formatError } from '../../domain/errors.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { Configuration } from '../../settings/configuration.ts';
import { openStoreForReading, type StoreReading } from '../../store/open-for-reading.ts';
import { checkClock, checkZone } from './clock.ts';
import { checkDataFolder, checkSpace } from './data-folder.ts';
import { checkDatabase } from './database.ts';
import { type Finding, fail, type Verdict } from './finding.ts';
import { checkMediaEngine, checkWorker } from './media.ts';
import { checkPort, checkToken } from './network.ts';
import { checkNotices } from './notices.ts';
import { checkSections, checkWatching } from './sections.ts';
import type { Subject } from './subject.ts';
import { checkWindows } from './windows.ts';

interface Check {
  readonly check: string;
  readonly title: string;
  run(subject: Subject): Promise<Verdict>;
}

const checks: readonly Check[] = [
  { check: 'data-folder', title: 'Data folder', run: checkDataFolder },
  { check: 'space', title: 'Space', run: checkSpace },
  { check: 'database', title: 'Database', run: checkDatabase },
  { check: 'port', title: 'Server', run: checkPort },
  { check: 'token', title: 'Token', run: checkToken },
  { check: 'clock', title: 'Clock', run: checkClock },
  { check: 'zone', title: 'Time zone', run: checkZone },
  { check: 'windows', title: 'Windows', run: checkWindows },
  { check: 'sections', title: 'Sections', run: checkSections },
  { check: 'watching', title: 'Watching', run: checkWatching },
  { check: 'media-engine', title: 'Media engine', run: checkMediaEngine },
  { check: 'worker', title: 'Workers', run: checkWorker },
  { check: 'notices', title: 'Notices', run: checkNotices },
];

/**
 * Examines an installation, whether or not a server is at work, and changes nothing. Each finding is given as soon as it is
 * there; a check that fails to come to a verdict is a finding too.
 */
export async function* examine(
  configuration: Configuration,
  env: Subject['env'],
  now: () => number,
): AsyncGenerator<Finding, void> {
  let reading: StoreReading | undefined;
  let unreadable: unknown;
  try {
    reading = await openStoreForReading(configuration.dataFolder);
  } catch (error) {
    unreadable = error;
  }
  try {
    const subject: Subject = { configuration, env, reading, now };
    for (const { check, title, run } of checks) {
      const verdict =
        check === 'database' && unreadable !== undefined
          ? verdictOf(unreadable)
          : await run(subject).catch(verdictOf);
      yield { check, title, ...verdict, message: oneLine(verdict.message) };
    }
  } finally {
    await reading?.[Symbol.asyncDispose]();
  }
}

function verdictOf(error: unknown): Verdict {
  if (error instanceof ButlerError) return fail(error.message, error.remedy);
  return fail(
    `It cannot be checked: ${formatError(error)}.`,
    'Mend that first; if it should not be so, report it.',
  );
}
