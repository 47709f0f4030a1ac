import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatBytes } from '../domain/amounts.ts';
import { ButlerError } from '../domain/errors.ts';

/** Bytes that this user may still write at `path`; of the nearest folder above it where it does not exist yet. */
export async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    return freeBytes(parent);
  }
}

/** Throws `disk-full` where fewer than `bytes` are free at `path`: better now than halfway. */
export async function requireSpace(path: string, bytes: number): Promise<void> {
  const free = await freeBytes(path);
  if (free < bytes) {
    throw new ButlerError('disk-full', { path, needed: formatBytes(bytes), free: formatBytes(free) });
  }
}
