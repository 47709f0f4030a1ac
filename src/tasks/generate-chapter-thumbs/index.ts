import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../domain/phrases.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { getValue, type PassRequest, partIdOf, type UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { formatBundle } from '../../files/bundle.ts';
import { placeText } from '../../files/place-text.ts';
import { publishFolder } from '../../files/publish-folder.ts';
import { prepareStaging, publishOnce } from '../../files/staging.ts';
import { findCurrent, parseMaking, unitsOf } from '../../library/units/making.ts';
import { wantedBeside, writeTextsBeside } from '../../library/units/texts-beside.ts';
import { chaptersBeside, chaptersPreference } from './chapters-beside.ts';
import { behaviour, width } from './preferences.ts';

/** Raised when the same video and the same settings give other pictures. */
const revision = 2;
/** MJPEG's quantiser: they are shown larger than the pictures of an index file. */
const quality = 3;

/** Makes a picture for each chapter of a video, and chapters where it has none. */
export const generateChapterThumbs: UnitTask = {
  kind: 'units',
  name: 'GenerateChapterThumbs',
  title: 'Generate Chapter Thumbnails',
  description: 'Make a picture for each chapter of a video',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 110,
  makes: ['chapterThumbs'],
  activityType: 'media.generate.chapter.thumbs',
  enabledBy: behaviour,
  preferences: [width, chaptersPreference],
  products: preferences => [
    { kind: 'chapterThumbs', title: 'pictures of chapters', of: 'film', version: versionOf(preferences) },
  ],
  derives: {
    kinds: ['chapterThumbs', 'chaptersBeside'],
    wanted: preferences =>
      new Map([['chapterThumbs', versionOf(preferences)], ...wantedBeside(chaptersBeside, preferences)]),
  },

  async find({ library, preferences }) {
    const version = versionOf(preferences);
    return unitsOf(await library.partsWithout('chapterThumbs', version), version);
  },

  /** Nothing also when the file or the settings changed meanwhile: the next run finds that as another unit. */
  async order(context, unit): Promise<readonly PassRequest[]> {
    const part = await findCurrent(context, unit, versionOf(context.preferences));
    if (!part) return [];
    const output = stagedPath(context, unit);
    await prepareStaging(context.folders.staging, [output]);
    const chapters = (await context.library.chapters(part.id)).map(({ startMs, endMs }) => ({
      startMs,
      endMs,
    }));
    const settings = { chapters, width: context.preferences.get(width), quality, output };
    return [{ analyzer: 'chapterThumbs', settings }];
  },

  async publish(context, unit, result) {
    const { bytes, ...value } = getValue(result, 'chapterThumbs');
    const { version, contentHash } = parseMaking(unit.version);
    const staged = stagedPath(context, unit);
    const part = await findCurrent(context, unit, version);
    if (part) {
      const path = `${formatBundle(contentHash)}/Contents/Chapters`;
      const target = join(context.folders.bundles, path);
      await publishOnce(publishFolder, staged, target);
      const artifact = { partId: part.id, kind: 'chapterThumbs', version, path, bytes } as const;
      const at = context.now();
      await context.analyses.keep({ partId: part.id, kind: 'chapterThumbs', version, value }, at);
      await context.library.keepArtifact(artifact, at);
      context.made('chapterThumbs');
    }
    await rm(staged, { recursive: true, force: true });
  },

  async conclude(context, { done, failed, bytes }) {
    await writeTextsBeside(context, placeText, chaptersBeside);
    if (done + failed === 0) return say('chapters-fresh', {});
    return say('chapters-made', { done, bytes, failed });
  },
};

function versionOf(preferences: PreferenceReader): string {
  return `chapters${revision},w${preferences.get(width)},q${quality}`;
}

/** Of this run and this unit alone. */
function stagedPath({ folders, run }: RunContext, unit: UnitSpec): string {
  return join(
    folders.staging,
    `chapters-${run.id}-${partIdOf(unit)}-${parseMaking(unit.version).contentHash}`,
  );
}
