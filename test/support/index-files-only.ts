import { openButler } from '../../src/app/butler.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { tasks } from '../../src/tasks/index.ts';

/** Turns off what is done to media but for index files, for tests that are about something else: they end much sooner. */
export async function onlyIndexFiles(settings: Settings): Promise<void> {
  await turnOff(
    settings,
    tasks.filter(({ group, name }) => group === 'media' && name !== 'GenerateMediaIndexFiles'),
  );
}

/** Turns off every task: each runs only when it is started by hand. */
export async function onlyByHand(settings: Settings): Promise<void> {
  await turnOff(settings, tasks);
}

async function turnOff(settings: Settings, unwanted: typeof tasks): Promise<void> {
  const off = unwanted.map(({ enabledBy: { id, type } }) => [id, type === 'bool' ? 'false' : 'never']);
  await settings.set(Object.fromEntries(off));
}

/** The same on a data folder that nobody has open. */
export async function onlyIndexFilesIn(data: string): Promise<void> {
  const butler = await openButler(data);
  try {
    await onlyIndexFiles(butler.settings);
  } finally {
    await butler.close();
  }
}
