import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { noFollow } from './safe-folder.ts';
import { syncFolder } from './sync.ts';
import { explainWriteError } from './write-error.ts';

/**
 * Puts a finished file in its place, so that at every instant `target` is either what it was or the whole new file,
 * also after a power cut: the file is synced, then renamed, then the folder is synced. Missing folders are made.
 * Throws `disk-full` or `folder-unwritable`; the old target stays, and so does `staged`.
 */
export async function publishFile(staged: string, target: string): Promise<void> {
  const folder = dirname(target);
  try {
    await syncFile(staged);
    await makeFolder(folder);
    await moveOver(staged, target);
    await syncFolder(folder);
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/** Publishes a small text, staged beside its target. */
export async function publishText(text: string, target: string): Promise<void> {
  const staged = partialOf(target);
  try {
    await writeFile(staged, text);
    await publishFile(staged, target);
  } catch (error) {
    await rm(staged, { force: true });
    throw explainWriteError(error, dirname(target));
  }
}

/** Makes a folder and those above it, and sees to it that they are still there after a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await makeMissing(folder);
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Returns the first folder that was missing. */
async function makeMissing(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    // That is also what Node says of a read-only disk: asking for the right to write tells.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') await requireWritable(dirname(folder));
    throw error;
  }
}

async function requireWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    await requireWritable(parent);
  }
}

/** A link is refused: what it leads to is not what was staged. */
async function syncFile(file: string): Promise<void> {
  await using handle = await open(file, constants.O_RDWR | noFollow);
  await handle.sync();
}

async function moveOver(staged: string, target: string): Promise<void> {
  try {
    await rename(staged, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyOver(staged, target);
  }
}

/** Where staging is on another disk: a copy beside the target, which is then renamed. */
async function copyOver(staged: string, target: string): Promise<void> {
  const copy = partialOf(target);
  try {
    await copyFile(staged, copy);
    await syncFile(copy);
    await rename(copy, target);
  } catch (error) {
    await rm(copy, { force: true });
    throw error;
  }
  await rm(staged);
}

function partialOf(target: string): string {
  return `${target}.partial`;
}
