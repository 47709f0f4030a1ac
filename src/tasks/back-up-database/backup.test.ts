import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { SafeFolder } from '../../files/safe-folder.ts';
import { dateOf, findFreeName, listBackups, removeLeftovers } from './backup.ts';

const me = '01234567-89ab-4cde-8f01-23456789abcd';
const other = 'fedcba98-7654-4321-8fed-cba987654321';

const makeManifest = (file: string, createdAt: string, instance = me, more: readonly string[] = []) => ({
  file,
  createdAt,
  verifiedAt: createdAt,
  instance,
  dataFolder: '/data',
  files: [file, ...more].map(name => ({ name, bytes: 4, sha256: '' })),
  bytes: 4,
  schemaVersion: '0001',
  schema: '',
  tables: {},
});

test('the date is that on the wall where the server stands', () => {
  const oneInTheMorning = Date.UTC(2027, 2, 28, 1);
  expect(dateOf(oneInTheMorning, 'Europe/Berlin')).toBe('2027-03-28');
  expect(dateOf(oneInTheMorning, 'America/New_York')).toBe('2027-03-27');
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
      'butler.db-2027-03-04.secrets.json': 'four',
      'butler.db-2027-03-04.json': makeManifest('butler.db-2027-03-04', '2027-03-04T02:00:00.000Z', me, [
        'butler.db-2027-03-04.secrets.json',
      ]),
      'butler.db-2027-03-04-2': 'cut',
      'butler.db-2027-03-04-2.json': makeManifest('butler.db-2027-03-04-2', '2027-03-04T03:00:00.000Z'),
      'butler.db-2027-03-01': 'four',
      'butler.db-2027-03-01.json': makeManifest('butler.db-2027-03-01', '2027-03-01T02:00:00.000Z'),
      'butler.db-2027-02-01': 'a manifest that is none',
      'butler.db-2027-02-01.json': '{"file":',
      'butler.db-2027-02-02': 'no manifest',
      'butler.db-2027-02-03': 'of another',
      'butler.db-2027-02-03.json': makeManifest('butler.db-2027-02-03', '2027-02-03T02:00:00.000Z', other),
      'butler.db-2027-02-04': 'a manifest of another backup',
      'butler.db-2027-02-04.json': makeManifest('butler.db-2027-03-01', '2027-03-01T02:00:00.000Z'),
      'butler.db-2027-02-06': 'a manifest that names files of others',
      'butler.db-2027-02-06.json': makeManifest('butler.db-2027-02-06', '2027-02-06T02:00:00.000Z', me, [
        'butler.db-yesterday',
      ]),
      'com.plexapp.plugins.library.db-2027-02-01': 'theirs',
      'butler.db-yesterday': 'mine',
    });
    await mkdir(join(temp.path, 'butler.db-2027-02-05'));
    await using folder = await SafeFolder.open(temp.path);
    const backups = await listBackups(folder, me);
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
      'butler.db-2027-02-03.json': makeManifest('butler.db-2027-02-03', '2027-02-03T02:00:00.000Z', other),
      'notes.json': '{}',
      'thesis.partial': 'mine',
      'butler.db-2027-03-07.fedcba98.partial': 'what another Butler is at',
    };
    const left = {
      'butler.db-2027-03-07.01234567.partial': 'half',
      'butler.db-2027-03-07.01234567.partial-journal': '',
      'butler.db-2027-03-07-2.json.01234567.partial': '{',
      'butler.db-2027-03-07-2.secrets.json.01234567.partial': '{',
      'butler.db-2027-03-08.secrets.json': 'four',
      'butler.db-2027-03-08.json': makeManifest('butler.db-2027-03-08', '2027-03-08T02:00:00.000Z', me, [
        'butler.db-2027-03-08.secrets.json',
      ]),
    };
    await fill(temp.path, { ...kept, ...left });
    await using folder = await SafeFolder.open(temp.path);
    expect([...(await removeLeftovers(folder, me))].sort()).toEqual(Object.keys(left).sort());
    expect(await names(temp.path)).toEqual(Object.keys(kept).sort());
  });
});
