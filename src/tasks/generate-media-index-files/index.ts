import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { PassRequest, PassResult, UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { requireSpace } from '../../files/free-space.ts';
import { publishFile } from '../../files/publish.ts';
import { findCurrent, parseMaking, partIdOf, unitsOf } from '../../library/units/making.ts';
import { formatVersion, indexFilePath, readSettings } from './index-file.ts';
import { behaviour, frameInterval, keyframesOnly } from './preferences.ts';

/** Free before a file is begun, as much as a long film's takes: a full disk is to end the run, not to fail its files. */
const reserve = 100_000_000;

/** Makes the pictures that players show while somebody seeks, as BIF files (`src/media/formats`), one per video. */
export const generateMediaIndexFiles: UnitTask = {
  kind: 'units',
  name: 'GenerateMediaIndexFiles',
  title: 'Generate Media Index Files',
  description: 'Make the preview thumbnails that players show while seeking in a video',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 100,
  activityType: 'media.generate.bif',
  enabledBy: behaviour,
  preferences: [frameInterval, keyframesOnly],

  async find({ library, preferences }) {
    const version = formatVersion(readSettings(preferences));
    return unitsOf(await library.partsWithout('indexFile', version), version);
  },

  /** Nothing also when the file or the settings changed meanwhile: the next run finds that as another unit. */
  async order(context, unit): Promise<readonly PassRequest[]> {
    const settings = readSettings(context.preferences);
    if (!(await findCurrent(context, unit, formatVersion(settings)))) return [];
    const { staging } = context.folders;
    const checkpoint = checkpointPath(context, unit);
    await mkdir(staging, { recursive: true });
    await mkdir(dirname(checkpoint), { recursive: true });
    await requireSpace(staging, reserve);
    const output = stagedPath(context, unit);
    await rm(output, { force: true });
    return [{ analyzer: 'indexFile', settings: { ...settings, output, checkpoint } }];
  },

  async publish(context, unit, result) {
    const { bytes } = expectIndexFile(result);
    const { version, contentHash } = parseMaking(unit.version);
    const staged = stagedPath(context, unit);
    if (!(await findCurrent(context, unit, version))) return rm(staged, { force: true });
    const path = indexFilePath(contentHash);
    const target = join(context.folders.bundles, path);
    try {
      await publishFile(staged, target);
    } catch (error) {
      // Repeated after it was published but not recorded: what was staged is already in its place.
      const isThere = (await findSize(target)) === bytes && (await findSize(staged)) === undefined;
      if (!isThere) throw error;
    }
    await context.library.keepArtifact(
      { partId: partIdOf(unit), kind: 'indexFile', version, path, bytes },
      context.now(),
    );
  },

  async conclude(_, { done, failed, bytes }) {
    if (done + failed === 0) return 'Every video has its preview thumbnails.';
    const made = `Made preview thumbnails for ${formatCount(done, 'video')} (${formatBytes(bytes)})`;
    return failed === 0 ? `${made}.` : `${made}; ${formatCount(failed, 'video')} failed.`;
  },
};

/** Of this run and this unit alone. Follows from both, so that nobody has to be told where the worker left the file. */
function stagedPath({ folders, run }: RunContext, unit: UnitSpec): string {
  return join(
    folders.staging,
    `index-${run.id}-${partIdOf(unit)}-${parseMaking(unit.version).contentHash}.bif`,
  );
}

/** Of what is made, whichever run makes it. What nobody takes up again is cleaned away with the cache. */
function checkpointPath({ folders }: RunContext, unit: UnitSpec): string {
  const name = createHash('sha1').update(unit.version).digest('hex');
  return join(folders.cache, 'unfinished', `${name}.bif`);
}

function expectIndexFile(result: PassResult) {
  if (result.analyzer !== 'indexFile') throw new TypeError(`Index files are not made by ${result.analyzer}.`);
  return result.value;
}

async function findSize(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}
