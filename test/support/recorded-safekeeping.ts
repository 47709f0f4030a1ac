import { ButlerError } from '../../src/domain/errors.ts';
import type { Restorable, Restore } from '../../src/domain/restore.ts';
import type { Backups } from '../../src/http/api/backups.ts';
import type { Quarantine, QuarantinedView } from '../../src/http/api/quarantine.ts';
import type { Restores } from '../../src/http/api/restores.ts';
import type { StorageView } from '../../src/http/api/storage.ts';
import { night } from './recorded-butler.ts';

const backup = {
  folder: '/var/lib/butler/backups',
  bytes: 52_000_000,
  rows: 812_345,
  schemaVersion: '0012-set-aside',
  instance: '7f6c2f0a-53c7-4d4e-9d2f-0c35c3a9b1de',
  dataFolder: '/var/lib/butler',
};

const recordedRestorable: Restorable = {
  ...{
    backup: '/var/lib/butler/backups/butler-2027-03-28T020000Z.db',
    createdAt: '2027-03-28T02:00:00.000Z',
  },
  ...{ bytes: backup.bytes, rows: backup.rows, compared: true, sections: 3 },
  ...{ schemaVersion: backup.schemaVersion, schemaNow: '0016-scale' },
  ...{ artifacts: { there: 1204, lost: 6 }, artwork: { there: 310, lost: 0 } },
};

/** Two backups, of which one is damaged. */
export const recordedBackups: Backups = {
  list: async () => [
    {
      ...backup,
      name: 'butler-2027-03-28T020000Z.db',
      createdAt: '2027-03-28T02:00:00.000Z',
      verifiedAt: '2027-03-28T02:00:09.000Z',
    },
    {
      ...backup,
      name: 'butler-2027-03-25T020000Z.db',
      createdAt: '2027-03-25T02:00:00.000Z',
      verifiedAt: '2027-03-25T02:00:08.000Z',
      damage: 'its files are not those that were verified',
    },
  ],
  async verify(name) {
    if (name.includes('03-25'))
      throw new ButlerError('backup-damaged', { file: name, detail: 'it is cut off' });
    return { bytes: backup.bytes, rows: backup.rows, compared: true };
  },
  restoreCommand: name => `butler restore ${name} --data /var/lib/butler`,
};

const keptAs = '/var/lib/butler/before-restore-2027-03-29T080000.000Z/butler.db';

/** Has restored a backup a day after it was made, and begins to restore another one. */
export class RecordedRestores implements Restores {
  #last: Restore = {
    backup: 'butler-2027-03-28T020000Z.db',
    state: 'succeeded',
    beganAt: Date.parse('2027-03-29T08:00:00Z'),
    endedAt: Date.parse('2027-03-29T08:00:09Z'),
    restored: { ...recordedRestorable, token: false, keptAs },
  };

  async rehearse(name: string): Promise<Restorable> {
    if (name.includes('03-25'))
      throw new ButlerError('backup-damaged', { file: name, detail: 'it is cut off' });
    return recordedRestorable;
  }

  async begin(backup: string, key: string | undefined): Promise<Restore> {
    if (key !== undefined && this.#last.key === key) return this.#last;
    if (this.#last.endedAt === undefined)
      throw new ButlerError('restore-busy', { backup: this.#last.backup });
    return this.#take(backup, key);
  }

  async undo(key: string | undefined): Promise<Restore> {
    return this.#take('before-restore-2027-03-29T080000.000Z/butler.db', key);
  }

  async last(): Promise<Restore> {
    return this.#last;
  }

  #take(backup: string, key: string | undefined): Restore {
    this.#last = { backup, state: 'comparing', beganAt: night, ...(key !== undefined && { key }) };
    return this.#last;
  }
}

/** Holds a folder and some rows until they are put back. */
export class RecordedQuarantine implements Quarantine {
  #items: readonly QuarantinedView[] = [
    {
      ...{ id: '2027-03-28/12', at: '2027-03-28T02:00:00.000Z', what: 'bundles/0/1a.bundle' },
      ...{
        keptUntil: '2027-04-05T00:00:00.000Z',
        why: 'Nothing has this content any more.',
        bytes: 1_250_000,
      },
    },
    {
      ...{ id: 'rows/3', at: '2027-03-27T02:00:00.000Z', what: '12 tags', why: 'GarbageCollectLibraryMedia' },
      keptUntil: '2027-04-03T02:00:00.000Z',
      rows: 12,
    },
  ];

  async list(): Promise<readonly QuarantinedView[]> {
    return this.#items;
  }

  async putBack(id: string): Promise<string> {
    if (id === 'rows/3')
      throw new ButlerError('quarantine-restore', { id, cause: 'something has taken its place' });
    this.#items = this.#items.filter(one => one.id !== id);
    return '/var/lib/butler/bundles/0/1a.bundle';
  }

  async empty(): Promise<{ bytes: number; rows: number }> {
    this.#items = [];
    return { bytes: 1_250_000, rows: 12 };
  }
}

export const recordedStorage: StorageView = {
  folder: '/var/lib/butler',
  totalBytes: 500_000_000_000,
  freeBytes: 120_000_000_000,
  measuredAt: night,
  kinds: [
    { kind: 'database', bytes: 52_000_000 },
    { kind: 'backups', bytes: 104_000_000, budgetBytes: 2_000_000_000 },
  ],
};
