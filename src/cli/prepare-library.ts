import type { OpenButler } from '../app/butler.ts';
import { makeSample } from '../app/sample.ts';
import type { RequestedSections } from '../app/sections.ts';
import type { Section } from '../domain/library.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { Reporter } from './reporter.ts';

/** Adds the sections asked for; with none asked for and none there, those of a sample library. Returns the new ones. */
export async function prepareLibrary(
  butler: OpenButler,
  configuration: Configuration,
  requested: RequestedSections,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<readonly Section[]> {
  const asked = requested.folders.length + requested.described.length > 0;
  if (asked) return await butler.addSections(requested);
  if ((await butler.sections()).length > 0) return [];
  reporter.print('No folder was given, so Butler makes a small sample library to show what it does.');
  const sample = await makeSample(
    configuration.dataFolder,
    (done, total, label) => reporter.status(`  ${Math.floor((done / total) * 100)}%  ${label}`),
    signal,
  );
  return await butler.addSections(sample);
}
