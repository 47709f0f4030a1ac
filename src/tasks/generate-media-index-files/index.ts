import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { PassRequest, PassResult, UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { requireSpace } from '../../files/free-space.ts';
import { publishFile } from '../../files/publish.ts';
import {
  findMaking,
  formatMaking,
  formatVersion,
  indexFilePath,
  parseMaking,
  readSettings,
} from './index-file.ts';
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
    const parts = await library.partsWithout('indexFile', version);
    return parts.flatMap((part): UnitSpec[] => {
      const making = findMaking(part, version);
      if (!making) return [];
      const label = basename(part.path);
      return [{ subject: `part:${part.id}`, version: formatMaking(making), label, bytes: part.size }];
    });
  },

  /** Undefined also when the file or the settings changed meanwhile: the next run finds that as another unit. */
  async order(context, unit): Promise<PassRequest | undefined> {
    const settings = readSettings(context.preferences);
    if (!(await isCurrent(context, unit, formatVersion(settings)))) return undefined;
    const { staging } = context.folders;
    await mkdir(staging, { recursive: true });
    await requireSpace(staging, reserve);
    const output = stagedPath(context, unit);
    await rm(output, { force: true });
    return { analyzer: 'indexFile', settings: { ...settings, output } };
  },

  async publish(context, unit, result) {
    const { bytes } = expectIndexFile(result);
    const { version, contentHash } = parseMaking(unit.version);
    const staged = stagedPath(context, unit);
    if (!(await isCurrent(context, unit, version))) return rm(staged, { force: true });
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
      { partId: partId(unit), kind: 'indexFile', version, path, bytes },
      context.now(),
    );
  },

  async conclude(_, { done, failed, bytes }) {
    if (done + failed === 0) return 'Every video has its preview thumbnails.';
    const made = `Made preview thumbnails for ${formatCount(done, 'video')} (${formatBytes(bytes)})`;
    return failed === 0 ? `${made}.` : `${made}; ${formatCount(failed, 'video')} failed.`;
  },
};

/** Whether a unit is what would be found now: the same content of the same file, in the same version. */
async function isCurrent({ library }: RunContext, unit: UnitSpec, version: string): Promise<boolean> {
  const part = await library.findPart(partId(unit));
  const making = part && findMaking(part, version);
  return making !== undefined && formatMaking(making) === unit.version;
}

/** Of this run and this unit alone. Follows from both, so that nobody has to be told where the worker left the file. */
function stagedPath({ folders, run }: RunContext, unit: UnitSpec): string {
  return join(
    folders.staging,
    `index-${run.id}-${partId(unit)}-${parseMaking(unit.version).contentHash}.bif`,
  );
}

function partId({ subject }: UnitSpec): number {
  return Number(subject.slice('part:'.length));
}

function expectIndexFile(result: PassResult) {
  if (result.analyzer !== 'indexFile') throw new TypeError(`Index files are not made by ${result.analyzer}.`);
  return result.value;
}

async function findSize(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}
