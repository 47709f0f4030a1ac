import { type FileHandle, open } from 'node:fs/promises';

/** Makes the names in a folder durable, where the system and the file system have a call for that. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder);
  await syncOpenFolder(handle);
}

export async function syncOpenFolder(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOSYS', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
