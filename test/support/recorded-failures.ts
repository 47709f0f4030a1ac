import type { SetAsideFile, SetAsideFiles } from '../../src/domain/set-aside.ts';
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
