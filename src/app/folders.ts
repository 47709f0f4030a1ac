import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataFolders } from '../domain/run-context.ts';
import { markFolder, openMarked } from '../files/marked-folder.ts';
import { removeTree } from '../files/remove-tree.ts';

/** Where everything lies below a data folder. */
export function dataFolders(data: string): DataFolders {
  const cache = join(data, 'cache');
  return {
    data,
    bundles: join(data, 'bundles'),
    cache,
    staging: join(cache, 'staging'),
    backups: join(data, 'backups'),
    blobs: join(data, 'metadata', 'blobs'),
    quarantine: join(data, 'quarantine'),
  };
}

/**
 * Makes the folders that Butler writes to, each with the marker without which nothing in it is ever cleaned, and
 * empties the staging: whatever lies there was left by a server that died. To be called by the holder of the lock.
 */
export async function makeDataFolders(folders: DataFolders): Promise<void> {
  const at = Date.now();
  await markFolder(folders.bundles, 'bundles', at);
  await markFolder(folders.blobs, 'blobs', at);
  await markFolder(folders.quarantine, 'quarantine', at);
  if (await markFolder(folders.cache, 'cache', at)) {
    await using cache = await openMarked(folders.cache, 'cache');
    await removeTree(cache, basename(folders.staging));
  }
  await mkdir(folders.staging, { recursive: true });
}
