import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import type { RestoreOrder } from '../../domain/ports.ts';
import type { Cancel } from './cancel.ts';
import { findDifferentTable, readContents, rowsOf } from './contents.ts';
import { makeFile, proofOf, reportRows, requireSpace, syncFile, syncFolder } from './copy.ts';
import { findDamage, isDamage, openReader } from './reader.ts';
import { putBack } from './secrets.ts';

const chunkBytes = 1024 * 1024;
/** The part of the work that copying the file is taken for; the rest is reading its rows. */
const copying = 0.3;

/** See `DatabaseCare.restoreVerified` for what it promises. The new file is synced when this returns. */
export async function restoreVerified(
  { file, secrets, proof, sha256 }: RestoreOrder,
  target: string,
  onProgress: (fraction: number) => void,
  cancel: Cancel,
): Promise<string> {
  const damaged = (detail: string, cause?: unknown) =>
    new ButlerError('backup-damaged', { file, detail }, { cause });
  return await makeFile(target, async () => {
    const { size } = await stat(file);
    await requireSpace(target, size);
    const found = await copyHashed(file, target, fraction => onProgress(fraction * copying), cancel);
    if (sha256 !== undefined && found !== sha256) throw damaged('its checksum is not that of its manifest');
    try {
      putBack(target, secrets);
      using db = openReader(target);
      const [damage] = findDamage(db);
      if (damage !== undefined) throw damaged(damage);
      const contents = readContents(db, reportRows(rowsOf(proof), onProgress, cancel, copying));
      const difference =
        proofOf(db, contents).schema === proof.schema
          ? findDifferentTable(proof.tables, contents.tables)
          : 'its schema is not that of its manifest';
      if (difference !== undefined) throw damaged(difference);
    } catch (error) {
      const { message, errcode = 0 } = error as { message: string; errcode?: number };
      throw isDamage(errcode) ? damaged(message, error) : error;
    }
    await syncFile(target);
    await syncFolder(dirname(target));
    onProgress(1);
    return found;
  });
}

/** Copies a file to a new one, readable by its owner only, and returns the SHA-256 of what was read. */
async function copyHashed(
  file: string,
  target: string,
  onProgress: (fraction: number) => void,
  cancel: Cancel,
): Promise<string> {
  await using source = await open(file);
  await using copy = await open(target, 'wx', 0o600);
  const { size } = await source.stat();
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(chunkBytes);
  for (let position = 0; ; ) {
    cancel.throwIfCancelled();
    const { bytesRead } = await source.read(buffer, 0, chunkBytes).catch(cause => {
      throw new ButlerError(
        'backup-damaged',
        { file, detail: `it cannot be read: ${cause.message}` },
        { cause },
      );
    });
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await writeAll(copy, chunk);
    position += bytesRead;
    onProgress(position / Math.max(size, position));
  }
  await copy.sync();
  return hash.digest('hex');
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    written += (await file.write(chunk, written)).bytesWritten;
  }
}
