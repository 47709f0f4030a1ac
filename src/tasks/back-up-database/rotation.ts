import { formatError } from '../../domain/errors.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { SafeFolder } from '../../files/safe-folder.ts';
import { type Backup, listBackups, removeBackup } from './backup.ts';
import { keptCount, keptDays, keptMegabytes } from './preferences.ts';

const dayMs = 86_400_000;

/** How much is kept. */
export interface Limits {
  /** Whole backups, at least 1. */
  readonly count: number;
  /** Infinity for none. */
  readonly ageMs: number;
  /** Of all files of all backups, whole or not; Infinity for none. */
  readonly bytes: number;
}

function limitsFrom(preferences: PreferenceReader): Limits {
  const limit = (value: number, unit: number) => (value === 0 ? Number.POSITIVE_INFINITY : value * unit);
  return {
    count: preferences.get(keptCount),
    ageMs: limit(preferences.get(keptDays), dayMs),
    bytes: limit(preferences.get(keptMegabytes), 1_000_000),
  };
}

/**
 * The backups that are no longer needed: seen from the newest, the first that is beyond one of the limits and all that
 * are older. The one just made counts as the newest, whatever the clock said when the others were made, and stays
 * whatever the limits are: it is the one that is known to be good. One that is no longer whole counts with its bytes
 * only.
 *
 * @param now milliseconds since 1970 UTC
 */
export function planRotation(
  backups: readonly Backup[],
  justMade: string,
  limits: Limits,
  now: number,
): readonly Backup[] {
  const newestFirst = [
    ...backups.filter(({ name }) => name === justMade),
    ...backups.filter(({ name }) => name !== justMade).toReversed(),
  ];
  let whole = 0;
  let bytes = 0;
  let isBeyond = false;
  return newestFirst.filter(backup => {
    bytes += backup.bytes;
    const ageMs = now - Date.parse(backup.manifest.createdAt);
    isBeyond ||= whole >= limits.count || bytes > limits.bytes || ageMs > limits.ageMs;
    if (backup.isWhole) whole++;
    return isBeyond && backup.name !== justMade;
  });
}

/** Removes what is no longer needed. The new backup is there by now, so a failure here is no failure of the run. */
export async function rotate(context: RunContext, folder: SafeFolder, justMade: string): Promise<number> {
  const { instanceId, log, now, preferences } = context;
  const limits = limitsFrom(preferences);
  let removed = 0;
  try {
    const backups = await listBackups(folder, instanceId);
    for (const { name, isWhole, manifest } of backups) {
      if (isWhole) continue;
      const because = manifest.damage ?? 'its files are not those that were verified';
      log('warn', `${name} no longer counts as a backup: ${because}.`);
    }
    const made = backups.find(({ name }) => name === justMade);
    if (made && made.bytes > limits.bytes) {
      log(
        'warn',
        `One backup alone takes more than "${keptMegabytes.label}" allows; it is kept all the same.`,
      );
    }
    for (const backup of planRotation(backups, justMade, limits, now())) {
      await removeBackup(folder, backup);
      log('info', `Removed ${backup.name}: newer backups are kept.`);
      removed++;
    }
    await folder.sync();
  } catch (error) {
    log('warn', `Older backups could not all be removed: ${formatError(error)}`);
  }
  return removed;
}
