import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { SafeFolder } from '../../files/safe-folder.ts';
import { type Backup, dateOf, findFreeName, listBackups, planRotation, removeLeftovers } from './backup.ts';

const makeManifest = (file: string, createdAt: string, bytes = 4, dataFolder = '/data') => ({
  file,
  createdAt,
  dataFolder,
  bytes,
  schemaVersion: '0001',
  tables: {},
});

const makeBackup = (day: number, isWhole = true): Backup => {
  const name = `butler.db-2027-03-${String(day).padStart(2, '0')}`;
  return {
    name,
    isWhole,
    manifest: makeManifest(name, `2027-03-${String(day).padStart(2, '0')}T02:00:00.000Z`),
  };
};

const named = (backups: readonly Backup[]) => backups.map(({ name }) => name);

test('the date is that on the wall where the server stands', () => {
  const oneInTheMorning = Date.UTC(2027, 2, 28, 1);
  expect(dateOf(oneInTheMorning, 'Europe/Berlin')).toBe('2027-03-28');
  expect(dateOf(oneInTheMorning, 'America/New_York')).toBe('2027-03-27');
});

describe('rotation', () => {
  test('keeps three', () => {
    const backups = [1, 4, 7, 10, 13].map(day => makeBackup(day));
    expect(named(planRotation(backups, 'butler.db-2027-03-13', 3)).sort()).toEqual([
      'butler.db-2027-03-01',
      'butler.db-2027-03-04',
    ]);
    expect(planRotation(backups.slice(2), 'butler.db-2027-03-13', 3)).toEqual([]);
  });

  test('keeps the one just made, also when the clock was set back', () => {
    const backups = [1, 4, 7, 10].map(day => makeBackup(day));
    expect(named(planRotation(backups, 'butler.db-2027-03-01', 3))).toEqual(['butler.db-2027-03-04']);
  });

  test('does not count what is no longer whole, and removes it only when three newer ones are', () => {
    const backups = [
      makeBackup(1),
      makeBackup(4, false),
      makeBackup(7),
      makeBackup(10, false),
      makeBackup(13),
    ];
    expect(planRotation(backups, 'butler.db-2027-03-13', 3)).toEqual([]);
    const later = [...backups, makeBackup(16)];
    expect(named(planRotation(later, 'butler.db-2027-03-16', 3)).sort()).toEqual([
      'butler.db-2027-03-01',
      'butler.db-2027-03-04',
    ]);
  });

  test('always leaves the one just made, and three whole ones where there are as many', () => {
    const wholes = fc.array(fc.boolean(), { maxLength: 12 });
    const holds = fc.property(wholes, fc.nat(), (states, pick) => {
      const made = pick % (states.length + 1);
      const backups = [...states, true].map((isWhole, day) => makeBackup(day, isWhole || day === made));
      const justMade = backups[made]?.name ?? '';
      const removed = new Set(named(planRotation(backups, justMade, 3)));
      const left = backups.filter(({ name, isWhole }) => isWhole && !removed.has(name));
      expect(removed.has(justMade)).toBe(false);
      expect(left).toHaveLength(Math.min(3, backups.filter(({ isWhole }) => isWhole).length));
    });
    fc.assert(holds);
  });
});

describe('a folder of backups', () => {
  const names = async (path: string) => (await readdir(path)).sort();

  async function fill(path: string, files: Readonly<Record<string, string | object>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
  }

  test('holds what has our name and our manifest, and nothing else', async () => {
    await using temp = await makeTempFolder();
    await fill(temp.path, {
      'butler.db-2027-03-04': 'four',
      'butler.db-2027-03-04.json': makeManifest('butler.db-2027-03-04', '2027-03-04T02:00:00.000Z'),
      'butler.db-2027-03-04-2': 'cut',
      'butler.db-2027-03-04-2.json': makeManifest('butler.db-2027-03-04-2', '2027-03-04T03:00:00.000Z'),
      'butler.db-2027-03-01': 'four',
      'butler.db-2027-03-01.json': makeManifest('butler.db-2027-03-01', '2027-03-01T02:00:00.000Z'),
      'butler.db-2027-02-01': 'a manifest that is none',
      'butler.db-2027-02-01.json': '{"file":',
      'butler.db-2027-02-02': 'no manifest',
      'butler.db-2027-02-03': 'of another',
      'butler.db-2027-02-03.json': makeManifest(
        'butler.db-2027-02-03',
        '2027-02-03T02:00:00.000Z',
        4,
        '/other',
      ),
      'butler.db-2027-02-04': 'a manifest of another backup',
      'butler.db-2027-02-04.json': makeManifest('butler.db-2027-03-01', '2027-03-01T02:00:00.000Z'),
      'com.plexapp.plugins.library.db-2027-02-01': 'theirs',
      'butler.db-yesterday': 'mine',
    });
    await mkdir(join(temp.path, 'butler.db-2027-02-05'));
    await using folder = await SafeFolder.open(temp.path);
    const backups = await listBackups(folder, '/data');
    expect(backups.map(({ name, isWhole }) => [name, isWhole])).toEqual([
      ['butler.db-2027-03-01', true],
      ['butler.db-2027-03-04', true],
      ['butler.db-2027-03-04-2', false],
    ]);
    expect(await findFreeName(folder, '2027-03-04')).toBe('butler.db-2027-03-04-3');
    expect(await findFreeName(folder, '2027-03-05')).toBe('butler.db-2027-03-05');
    expect(await findFreeName(folder, '2027-02-05')).toBe('butler.db-2027-02-05-2');
  });

  test('is freed of what killed attempts left, and of nothing else', async () => {
    await using temp = await makeTempFolder();
    const kept = {
      'butler.db-2027-03-04': 'four',
      'butler.db-2027-03-04.json': makeManifest('butler.db-2027-03-04', '2027-03-04T02:00:00.000Z'),
      'butler.db-2027-02-03.json': makeManifest(
        'butler.db-2027-02-03',
        '2027-02-03T02:00:00.000Z',
        4,
        '/other',
      ),
      'notes.json': '{}',
      'thesis.partial': 'mine',
    };
    const left = {
      'butler.db-2027-03-07.partial': 'half',
      'butler.db-2027-03-07.partial-journal': '',
      'butler.db-2027-03-07-2.json.partial': '{',
      'butler.db-2027-03-08.json': makeManifest('butler.db-2027-03-08', '2027-03-08T02:00:00.000Z'),
    };
    await fill(temp.path, { ...kept, ...left });
    await using folder = await SafeFolder.open(temp.path);
    expect([...(await removeLeftovers(folder, '/data'))].sort()).toEqual(Object.keys(left).sort());
    expect(await names(temp.path)).toEqual(Object.keys(kept).sort());
  });
});
