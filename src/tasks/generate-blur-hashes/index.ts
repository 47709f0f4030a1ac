import { createHash } from 'node:crypto';
import type { Part } from '../../domain/library.ts';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { getValue, type PassRequest, partIdOf } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { findCurrent, parseMaking, unitsOf } from '../../library/units/making.ts';
import { type Picture, picturesOfParts } from './pictures.ts';

/** Raised when the same pictures give other hashes. */
const revision = 1;

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskGenerateBlurHashes',
  type: 'bool',
  default: true,
  label: 'Generate blur hashes',
  summary: 'A few characters for each picture, from which clients paint a blur until the picture is there.',
  group: 'butler',
};

/** Hashes artwork, photos and pictures of chapters, so that clients have something to show before they are loaded. */
export const generateBlurHashes: UnitTask = {
  kind: 'units',
  name: 'GenerateBlurHashes',
  title: 'Generate Blur Hashes',
  description:
    'Hash artwork, photos and pictures of chapters, so that a blur can be shown while they are loaded',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 200,
  reads: ['artwork', 'chapterThumbs'],
  activityType: 'media.generate.blurhash',
  enabledBy: enabled,
  preferences: [],

  async find(context) {
    plans.delete(context);
    const plan = await planOf(context);
    const kept = await context.analyses.findAll([...plan.keys()], 'blurHashes');
    const versions = new Map(kept.map(({ partId, version }) => [partId, version]));
    return (await readableParts(context)).flatMap(part => {
      const pictures = plan.get(part.id);
      const version = pictures && versionOf(pictures);
      return version && versions.get(part.id) !== version ? unitsOf([part], version) : [];
    });
  },

  /** Nothing also when the file or a picture changed meanwhile: the next run finds that as another unit. */
  async order(context, unit): Promise<readonly PassRequest[]> {
    const pictures = (await planOf(context)).get(partIdOf(unit));
    if (!pictures || !(await findCurrent(context, unit, versionOf(pictures)))) return [];
    return [{ analyzer: 'blurHashes', settings: { pictures: pictures.map(({ path }) => path) } }];
  },

  async publish(context, unit, result) {
    const { hashes } = getValue(result, 'blurHashes');
    const { version } = parseMaking(unit.version);
    const pictures = (await planOf(context)).get(partIdOf(unit));
    const part = await findCurrent(context, unit, version);
    if (!part || !pictures || versionOf(pictures) !== version) return;
    const found = pictures.flatMap(({ key }, n) => {
      const hash = hashes[n];
      return hash ? [[key, hash] as const] : [];
    });
    const value = Object.fromEntries(found);
    await context.analyses.keep({ partId: part.id, kind: 'blurHashes', version, value }, context.now());
  },

  async conclude(_, { done, failed }) {
    if (done + failed === 0) return say('blur-hashes-fresh', {});
    return say('blur-hashes-made', { done, failed });
  },
};

/** What runs in hand found: a library is looked through once, not once for each file. */
const plans = new WeakMap<RunContext, ReturnType<typeof picturesOfParts>>();

function planOf(context: RunContext): ReturnType<typeof picturesOfParts> {
  const plan = plans.get(context) ?? picturesOfParts(context);
  plans.set(context, plan);
  return plan;
}

async function readableParts({ analyses }: RunContext): Promise<readonly Part[]> {
  const parts = new Map<number, Part>();
  for (const stream of ['video', 'audio', 'image'] as const) {
    for (const part of await analyses.partsToAnalyse('blurHashes', '', stream)) parts.set(part.id, part);
  }
  return [...parts.values()].sort((a, b) => a.id - b.id);
}

function versionOf(pictures: readonly Picture[]): string {
  const hash = createHash('sha1');
  for (const { key, state } of pictures) hash.update(`${key}\0${state}\0`);
  return `blur${revision},${hash.digest('hex')}`;
}
