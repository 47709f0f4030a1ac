import type { SetAsideFile, SetAsideFiles } from '../../src/domain/set-aside.ts';
import type { RecordedUnit, UnitFinder } from '../../src/domain/unit-finder.ts';
import type { Workers } from '../../src/http/api/workers.ts';
import { night } from './recorded-butler.ts';

const file = { sectionId: 1, attempts: 3, at: night } as const;

const setAside: readonly SetAsideFile[] = [
  { ...file, task: 'BackupDatabase', partId: 9, path: '/media/more/a.mkv', error: 'No “end”.' },
  {
    ...file,
    task: 'GenerateMediaIndexFiles',
    partId: 7,
    itemId: 7,
    path: '/media/films/b.mkv',
    error: 'Cut off.',
  },
  {
    ...file,
    task: 'GenerateMediaIndexFiles',
    partId: 70,
    sectionId: 2,
    path: '/media/c.mkv',
    error: 'Cut off.',
  },
];

/** Three files of two tasks. */
export const recordedSetAside: SetAsideFiles = {
  async list({ task, sectionId }, { limit, after }) {
    return setAside
      .filter(file => task === undefined || file.task === task)
      .filter(file => sectionId === undefined || file.sectionId === sectionId)
      .filter(
        ({ task, partId }) => !after || task > after.task || (task === after.task && partId > after.partId),
      )
      .slice(0, limit);
  },
};

const unit = { task: 'RefreshLibraries', runId: 5, bytes: 900, attempts: 1, triedAt: night } as const;
const units: readonly RecordedUnit[] = [
  { ...unit, task: 'GenerateMediaIndexFiles', runId: 4, partId: 7, label: 'b.mkv', state: 'done' },
  {
    ...{ ...unit, partId: 1, label: '1.mkv', state: 'quarantined', attempts: 3 },
    error: 'It cannot be read as media: it ends too early.',
  },
  { ...unit, partId: 700, label: 'Night Train to Meridian (2022).mp4', state: 'done' },
  {
    ...{ task: 'RefreshLibraries', runId: 5, bytes: 900 },
    partId: 9,
    label: '9.mkv',
    state: 'queued',
    attempts: 0,
  },
];

/** Three units of the run with the id 5, of the last of which only the queue knows, and one of another. */
export const recordedUnits: UnitFinder = {
  ofRun: async ({ id }, { state }, { limit, after }) =>
    units
      .toSorted((a, b) => (`${a.partId}` < `${b.partId}` ? -1 : 1))
      .filter(one => one.runId === id && (state ?? one.state) === one.state)
      .filter(one => after === undefined || `${one.partId}` > `${after}`)
      .slice(0, limit),
  countOfRun: async id =>
    id === 5 ? { queued: 1, done: 1, quarantined: 1 } : { queued: 0, done: 0, quarantined: 0 },
  async find(task, partId) {
    const found = units.find(one => one.task === task && one.partId === partId);
    if (!found) return undefined;
    const { label, attempts, error = '', runId = 0 } = found;
    return {
      ...{ ...found, version: '900 1772330400000' },
      ...(partId !== 9 && { file: { sectionId: 1, itemId: 7, path: `/media/films/${label}` } }),
      failures:
        attempts === 3
          ? [{ runId, subject: `part:${partId}`, label, error, attempts, quarantined: true, at: night }]
          : [],
    };
  },
};

export const recordedWorkers: Workers = {
  items: [
    {
      ...{ pid: 4711, order: 'pass', path: '/media/films/b.mkv', since: night, isResting: true },
      memoryBytes: 182_000_000,
    },
    { pid: 4712, isResting: false },
  ],
  limit: 2,
  started: 5,
  lost: 1,
};
