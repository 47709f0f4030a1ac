import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolders } from '../domain/run-context.ts';
import { markFolder } from '../files/marked-folder.ts';

/** Where everything lies below a data folder. */
export function dataFolders(data: string): DataFolders {
  const cache = join(data, 'cache');
  return {
    data,
    bundles: join(data, 'bundles'),
    cache,
    staging: join(cache, 'staging'),
    backups: join(data, 'backups'),
    quarantine: join(data, 'quarantine'),
  };
}

/** Makes the folders that Butler writes to, each with the marker without which nothing in it is ever cleaned. */
export async function makeDataFolders(folders: DataFolders): Promise<void> {
  const at = Date.now();
  await markFolder(folders.bundles, 'bundles', at);
  await markFolder(folders.cache, 'cache', at);
  await markFolder(folders.quarantine, 'quarantine', at);
  await mkdir(folders.staging, { recursive: true });
}
