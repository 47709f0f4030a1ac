import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Part } from '../../domain/library.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { getValue, type PassRequest, partIdOf, type UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { publishFile } from '../../files/publish.ts';
import { publishFolder } from '../../files/publish-folder.ts';
import { prepareStaging, publishOnce } from '../../files/staging.ts';
import { findCurrent, parseMaking, unitsOf } from '../../library/units/making.ts';
import { partsToCopy, placeCopies, planPlaces } from './copies.ts';
import {
  behaviour,
  frameInterval,
  indexFilesBeside,
  keyframesOnly,
  makesIndexFiles,
  makesTiles,
  makesTracks,
  plexFolder,
  quality,
  tilesBeside,
  width,
} from './preferences.ts';
import {
  formatMakingVersion,
  formatVersion,
  indexFilePath,
  type Making,
  type Product,
  parseMakingVersion,
  productPath,
  products,
  readMaking,
  sheetsOrder,
  sheetsPath,
  widthIn,
} from './products.ts';

const titles: Readonly<Record<Product, string>> = {
  indexFile: 'index files',
  tiles: 'tiles',
  thumbnailTrack: 'tracks of thumbnails',
};

/** Makes the pictures that players show while somebody seeks, as index files (BIF), tiles and tracks of thumbnails. */
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
  preferences: [
    frameInterval,
    keyframesOnly,
    width,
    quality,
    makesIndexFiles,
    makesTiles,
    makesTracks,
    indexFilesBeside,
    tilesBeside,
    plexFolder,
  ],

  products(preferences) {
    const { wanted, settings } = readMaking(preferences);
    return wanted.map(kind => ({
      kind,
      title: titles[kind],
      of: 'film',
      version: formatVersion(kind, settings),
    }));
  },

  derives: {
    kinds: [...products, 'indexFileBeside', 'tilesBeside', 'indexFileInPlex'],
    wanted(preferences) {
      const making = readMaking(preferences);
      const made = making.wanted.map(kind => ({ kind, of: kind }));
      const all = [...made, ...planPlaces(preferences, making)];
      return new Map(all.map(({ kind, of }) => [kind, formatVersion(of, making.settings)]));
    },
  },

  async find({ library, preferences }) {
    const making = readMaking(preferences);
    const found = new Map<number, Part>();
    for (const product of making.wanted) {
      const parts = await library.partsWithout(product, formatVersion(product, making.settings));
      for (const part of parts) found.set(part.id, part);
    }
    const places = planPlaces(preferences, making);
    for (const part of await partsToCopy({ library }, places, making)) found.set(part.id, part);
    const parts = [...found.values()].sort((a, b) => a.id - b.id);
    return unitsOf(parts, formatMakingVersion(making));
  },

  /** Nothing also when the file or the settings changed meanwhile: the next run finds that as another unit. */
  async order(context, unit): Promise<readonly PassRequest[]> {
    const making = readMaking(context.preferences);
    const part = await findCurrent(context, unit, formatMakingVersion(making));
    if (!part) return [];
    const missing = await missingProducts(context, part, making);
    if (missing.length === 0) {
      // Copies of what is there take no reading of the film.
      await placeCopies(context, part, planPlaces(context.preferences, making), making);
      return [];
    }
    const output = stagedPath(context, unit);
    const sheets = sheetsOrder(missing, stagedSheetsPath(context, unit));
    await prepareStaging(context.folders.staging, sheets ? [output, sheets.output] : [output]);
    const checkpoint = checkpointPath(context, unit);
    await mkdir(dirname(checkpoint), { recursive: true });
    if (!missing.includes('indexFile')) await offerIndexFile(context, part, making, checkpoint);
    const settings = { ...making.settings, output, checkpoint, ...(sheets && { sheets }) };
    return [{ analyzer: 'indexFile', settings }];
  },

  async publish(context, unit, result) {
    const made = getValue(result, 'indexFile');
    const { version, contentHash } = parseMaking(unit.version);
    const versions = parseMakingVersion(version);
    const [staged, stagedSheets] = [stagedPath(context, unit), stagedSheetsPath(context, unit)];
    const part = await findCurrent(context, unit, version);
    if (part) {
      const { bundles } = context.folders;
      const target = join(bundles, indexFilePath(contentHash));
      if (versions.has('indexFile')) await publishOnce(publishFile, staged, target, made.bytes);
      if (made.sheets) await publishOnce(publishFolder, stagedSheets, join(bundles, sheetsPath(contentHash)));
      for (const [kind, itsVersion] of versions) {
        if (kind !== 'indexFile' && !made.sheets) continue;
        const path = productPath(kind, contentHash, widthIn(itsVersion));
        const bytes = kind === 'indexFile' ? made.bytes : (made.sheets?.bytes ?? 0);
        await context.library.keepArtifact(
          { partId: part.id, kind, version: itsVersion, path, bytes },
          context.now(),
        );
      }
    }
    await rm(staged, { force: true });
    await rm(stagedSheets, { recursive: true, force: true });
    const making = readMaking(context.preferences);
    if (part) await placeCopies(context, part, planPlaces(context.preferences, making), making);
  },

  async conclude(_, { done, failed, bytes }) {
    if (done + failed === 0) return say('index-files-fresh', {});
    return say('index-files-made', { done, bytes, failed });
  },
};

/** Those that the part does not have in the version that is wanted. */
async function missingProducts(
  { library }: RunContext,
  part: Part,
  { settings, wanted }: Making,
): Promise<readonly Product[]> {
  const missing: Product[] = [];
  for (const product of wanted) {
    const found = await library.findArtifact(part.id, product);
    if (found?.version !== formatVersion(product, settings)) missing.push(product);
  }
  // They share their sheets.
  const sheets = wanted.filter(product => product !== 'indexFile');
  return missing.some(product => product !== 'indexFile') ? [...new Set([...missing, ...sheets])] : missing;
}

/** An index file that is there serves as the checkpoint from which sheets are made, without a look at the film. */
async function offerIndexFile(
  { library, folders }: RunContext,
  part: Part,
  { settings }: Making,
  checkpoint: string,
): Promise<void> {
  const found = await library.findArtifact(part.id, 'indexFile');
  if (found?.version !== formatVersion('indexFile', settings)) return;
  const file = join(folders.bundles, found.path);
  await rm(checkpoint, { force: true });
  // Where that fails, they are made from the film.
  await link(file, checkpoint)
    .catch(() => copyFile(file, checkpoint))
    .catch(() => rm(checkpoint, { force: true }));
}

/** Of this run and this unit alone. Follows from both, so that nobody has to be told where the worker left the file. */
function stagedPath({ folders, run }: RunContext, unit: UnitSpec): string {
  return join(
    folders.staging,
    `index-${run.id}-${partIdOf(unit)}-${parseMaking(unit.version).contentHash}.bif`,
  );
}

function stagedSheetsPath(context: RunContext, unit: UnitSpec): string {
  return stagedPath(context, unit).replace(/bif$/, 'sheets');
}

/** Of what is made, whichever run makes it. What nobody takes up again is cleaned away with the cache. */
function checkpointPath({ folders }: RunContext, unit: UnitSpec): string {
  const name = createHash('sha1').update(unit.version).digest('hex');
  return join(folders.cache, 'unfinished', `${name}.bif`);
}
