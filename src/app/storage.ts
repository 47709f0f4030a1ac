import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseCare } from '../domain/ports.ts';
import type { PreferenceReader } from '../domain/preference.ts';
import { SafeFolder } from '../files/safe-folder.ts';
import { walkSafely } from '../files/walk-safely.ts';
import type { StorageKind, StorageView } from '../http/api/storage.ts';
import { keptMegabytes } from '../tasks/back-up-database/preferences.ts';
import { cacheMegabytes } from '../tasks/clean-old-cache-files/preferences.ts';
import { dataFolders } from './folders.ts';
import { asideFolders } from './restore-record.ts';

/** Files are counted at most so often: there may be a million. Milliseconds. */
const freshForMs = 5 * 60_000;
const megabyte = 1_000_000;

/** Tells what lies in a data folder. The files are counted when somebody asks, and remembered for a while. */
export function measureStorage(
  data: string,
  care: Pick<DatabaseCare, 'size'>,
  preferences: PreferenceReader,
  now: () => number,
): () => Promise<StorageView> {
  const { bundles, blobs, cache, backups, quarantine } = dataFolders(data);
  const findPlaces = async () => ({
    ...{ bundles: [bundles], artwork: [blobs], cache: [cache], backups: [backups] },
    replaced: await asideFolders(data),
    ...{ quarantine: [quarantine], updates: [join(data, 'updates')] },
  });
  const budgets: Partial<Record<StorageKind, () => number>> = {
    cache: () => preferences.get(cacheMegabytes) * megabyte,
    backups: () => preferences.get(keptMegabytes) * megabyte,
  };
  let last: { at: number; sizes: Promise<readonly (readonly [StorageKind, number])[]> } | undefined;
  const count = async () => {
    const sizes: (readonly [StorageKind, number])[] = [];
    for (const [kind, paths] of Object.entries(await findPlaces())) {
      let bytes = 0;
      for (const path of paths) bytes += await sizeOf(path);
      sizes.push([kind as StorageKind, bytes]);
    }
    return sizes;
  };
  return async () => {
    if (!last || now() - last.at >= freshForMs || now() < last.at) last = { at: now(), sizes: count() };
    const measured = last;
    const sizes = await measured.sizes.catch(error => {
      if (last === measured) last = undefined;
      throw error;
    });
    const { bsize, blocks, bavail } = await statfs(data);
    const kinds = [['database', await care.size()] as const, ...sizes].map(([kind, bytes]) => {
      const budgetBytes = budgets[kind]?.() ?? 0;
      return { kind, bytes, ...(budgetBytes > 0 && { budgetBytes }) };
    });
    return {
      folder: data,
      totalBytes: blocks * bsize,
      freeBytes: bavail * bsize,
      measuredAt: measured.at,
      kinds,
    };
  };
}

/** Bytes of all files in a folder; 0 where there is none. */
async function sizeOf(path: string): Promise<number> {
  let bytes = 0;
  await using folder = await SafeFolder.open(path).catch(() => undefined);
  if (!folder) return bytes;
  for await (const found of walkSafely(folder)) bytes += found.bytes;
  return bytes;
}
