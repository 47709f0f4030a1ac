import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { checkForUpdate } from '../../updates/check.ts';
import { installBeside, removeOthers } from '../../updates/install/install.ts';
import {
  findInstallation,
  findRefused,
  findTrial,
  type Installation,
  keepTrial,
  stateOf,
} from '../../updates/install/installation.ts';
import { BadPackage } from '../../updates/install/unpack.ts';
import { installed } from '../../updates/installed.ts';
import { updateSettings } from '../../updates/preferences.ts';
import { enabled, trialSeconds } from './preferences.ts';

/** Installs a newer release beside this one, and leaves word for the starter to try it. */
export const automaticUpdates: ActTask = {
  kind: 'act',
  name: 'AutomaticUpdates',
  title: 'Automatic Updates',
  description: 'Install a newer release, after a backup, and go back where it does not work',
  group: 'housekeeping',
  intervalDays: 1,
  spread: false,
  endPolicy: 'finish',
  // After everything else: what is installed takes the place of this process.
  priority: 95,
  activityType: 'updater.install',
  enabledBy: enabled,
  preferences: [trialSeconds],

  async run(context) {
    const { preferences, folders, updates, now, signal, log } = context;
    const settings = updateSettings(preferences);
    if (settings.address === '') return say('updates-unasked', {});
    if (settings.key === '') return say('updates-unbelieved', {});
    const installation = await findInstallation();
    if ('because' in installation) return say('updates-impossible', { because: installation.because });
    await removeOthers(installation, await versionsInUse(installation));
    const { release, file } = await checkForUpdate({
      ...settings,
      installed,
      packages: join(folders.data, 'updates'),
      staging: folders.staging,
      store: updates,
      now: now(),
      signal,
    });
    if (!release || file === undefined) return say('update-newest', { installed, channel: settings.channel });
    const { version } = release;
    const refused = await findRefused(installation);
    if (refused?.version === version) {
      return say('update-refused', { version, because: refused.because });
    }
    log('info', `Butler ${version} comes beside ${installed}, into ${installation.versions}.`);
    await install(context, installation, version, file);
    return say('update-installed', { version, installed, seconds: preferences.get(trialSeconds) });
  },
};

async function install(context: RunContext, installation: Installation, version: string, file: string) {
  const { log, signal, folders, database, preferences } = context;
  try {
    await installBeside(installation, version, file, signal);
  } catch (error) {
    if (!(error instanceof BadPackage)) throw error;
    throw new ButlerError('update-not-installed', { version, cause: error.message }, { cause: error });
  }
  const backup = join(folders.data, 'updates', 'before-update.db');
  await rm(backup, { force: true });
  const { schemaVersion: schema } = await database.copyVerified(backup, () => {}, signal);
  log('info', `The database of before is verified: ${backup}.`);
  signal.throwIfAborted();
  await keepTrial(installation, {
    version,
    over: await stateOf(installation),
    data: folders.data,
    backup,
    schema,
    args: process.argv.slice(2),
    seconds: preferences.get(trialSeconds),
  });
}

/** The version that was installed last may be on trial for another data folder. */
async function versionsInUse(installation: Installation): Promise<readonly string[]> {
  const trial = await findTrial(installation);
  return [installed, ...(trial ? [trial.version] : [])];
}
