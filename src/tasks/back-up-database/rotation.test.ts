import { mkdir, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startRun } from '../../../test/support/context.ts';
import { SafeFolder } from '../../files/safe-folder.ts';
import { type Backup, listBackups, type Manifest, removeLeftovers } from './backup.ts';
import { backUpDatabase } from './index.ts';
import { type Limits, planRotation, rotate } from './rotation.ts';

const dayMs = 86_400_000;
const march = Date.UTC(2027, 2, 1, 2);
const none: Limits = { count: 1000, ageMs: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

const makeManifest = (file: string, at: number, bytes: number, instance = 'me'): Manifest => ({
  file,
  createdAt: new Date(at).toISOString(),
  verifiedAt: new Date(at).toISOString(),
  instance,
  dataFolder: '/data',
  files: [{ name: file, bytes, sha256: '' }],
  bytes,
  schemaVersion: '0001',
  schema: '',
  tables: {},
});

/** Made on that day of March. */
const makeBackup = (day: number, isWhole = true, bytes = 10): Backup => {
  const name = `butler.db-2027-03-${String(day).padStart(2, '0')}`;
  return { name, isWhole, bytes, manifest: makeManifest(name, march + (day - 1) * dayMs, bytes) };
};

const named = (backups: readonly Backup[]) =>
  backups.map(({ name }) => Number(name.slice(-2))).sort((a, b) => a - b);
const on = (day: number) => march + (day - 1) * dayMs;
const last = (day: number) => makeBackup(day).name;

describe('what is removed', () => {
  const all = [1, 4, 7, 10, 13].map(day => makeBackup(day));

  test('is all but three', () => {
    const limits = { ...none, count: 3 };
    expect(named(planRotation(all, last(13), limits, on(13)))).toEqual([1, 4]);
    expect(planRotation(all.slice(2), last(13), limits, on(13))).toEqual([]);
  });

  test('is what is too old, to the millisecond', () => {
    const limits = { ...none, ageMs: 9 * dayMs };
    expect(named(planRotation(all, last(13), limits, on(13)))).toEqual([1]);
    expect(named(planRotation(all, last(13), limits, on(13) + 1))).toEqual([1, 4]);
  });

  test('is what the newer ones leave no room for', () => {
    expect(named(planRotation(all, last(13), { ...none, bytes: 30 }, on(13)))).toEqual([1, 4]);
    expect(named(planRotation(all, last(13), { ...none, bytes: 29 }, on(13)))).toEqual([1, 4, 7]);
  });

  test('is never the one just made, also when the clock was set back or it is too large', () => {
    expect(named(planRotation(all, last(1), { ...none, count: 3 }, on(13)))).toEqual([4, 7]);
    expect(named(planRotation(all, last(13), { ...none, bytes: 1 }, on(13)))).toEqual([1, 4, 7, 10]);
  });

  test('is what is no longer whole only with what is older than the last that is kept', () => {
    const some = [1, 4, 7, 10, 13].map(day => makeBackup(day, day !== 4 && day !== 10));
    expect(planRotation(some, last(13), { ...none, count: 3 }, on(13))).toEqual([]);
    const later = [...some, makeBackup(16)];
    expect(named(planRotation(later, last(16), { ...none, count: 3 }, on(16)))).toEqual([1, 4]);
  });

  test('always leaves the one just made, and as many whole ones as are allowed', () => {
    const states = fc.array(fc.boolean(), { maxLength: 12 });
    const holds = fc.property(states, fc.nat(), (states, pick) => {
      const made = pick % (states.length + 1);
      const backups = [...states, true].map((isWhole, day) => makeBackup(day + 1, isWhole || day === made));
      const justMade = backups[made]?.name ?? '';
      const removed = new Set(planRotation(backups, justMade, { ...none, count: 3 }, on(28)));
      const left = backups.filter(backup => backup.isWhole && !removed.has(backup));
      expect(left.map(({ name }) => name)).toContain(justMade);
      expect(left).toHaveLength(Math.min(3, backups.filter(({ isWhole }) => isWhole).length));
    });
    fc.assert(holds);
  });
});

test('over a year of nights, mishaps included, a good backup is always there and the budget is kept', async () => {
  await using run = await startRun(backUpDatabase, { now: march });
  const { backups: path } = run.context.folders;
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'butler.db-2001-01-01'), 'of somebody else');
  await using folder = await SafeFolder.open(path);
  const budget = 2_000_000;
  await run.settings.set({ ButlerDatabaseBackupsKept: '50', ButlerDatabaseBackupMegabytes: '2' });
  const mine = run.context.instanceId;
  let largest = 0;

  const make = async (night: number) => {
    // The library grows, and once in a while loses half of what it had.
    const bytes = 20_000 + (night % 40) * 5_000;
    const name = `butler.db-${new Date(march + night * dayMs).toISOString().slice(0, 10)}`;
    const manifest = makeManifest(name, march + night * dayMs, bytes, mine);
    await writeFile(join(path, `${name}.json`), JSON.stringify(manifest));
    // Every ninth attempt is killed before its database has its name.
    const isKilled = night % 27 === 24;
    await writeFile(join(path, isKilled ? `${name}.${mine.slice(0, 8)}.partial` : name), Buffer.alloc(bytes));
    return isKilled ? undefined : { name, bytes };
  };

  let nights = 0;
  for (let night = 0; night < 365; night += 3) {
    run.setNow(march + night * dayMs);
    await removeLeftovers(folder, mine);
    const made = await make(night);
    if (!made) continue;
    nights++;
    await rotate(run.context, folder, made.name);
    const kept = await listBackups(folder, mine);
    const bytes = kept.reduce((sum, backup) => sum + backup.bytes, 0);
    largest = Math.max(largest, bytes);
    expect(bytes).toBeLessThanOrEqual(budget);
    expect(kept.at(-1)).toMatchObject({ name: made.name, isWhole: true });
    // Every seventh is cut short by its disk some time later.
    if (night % 21 === 0) await truncate(join(path, made.name), 10);
  }
  expect(nights).toBe(109);
  expect(largest).toBeGreaterThan(budget * 0.9);
  expect((await listBackups(folder, mine)).filter(({ isWhole }) => isWhole).length).toBeGreaterThan(5);
  const files = await readdir(path);
  expect(files).toContain('butler.db-2001-01-01');
  const sizes = await Promise.all(files.map(async file => (await stat(join(path, file))).size));
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(budget + 20);
});
