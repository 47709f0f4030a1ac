import { DatabaseSync } from 'node:sqlite';
import type { BackupProof } from '../../domain/ports.ts';
import type { Cancel } from './cancel.ts';
import { rowsOf } from './contents.ts';
import { copyContents, makeFile, proofOf, syncFile } from './copy.ts';

export type Secrets = Readonly<Record<string, string>>;

/**
 * Copies one snapshot of the database to `target`, a new file, and takes the values of the given preferences out of the
 * copy. The proof is that of the whole: it holds again once they are put back.
 */
export async function copyWithout(
  file: string,
  target: string,
  secretIds: readonly string[],
  onProgress: (fraction: number) => void,
  cancel: Cancel,
): Promise<{ proof: BackupProof; secrets: Secrets }> {
  return await makeFile(target, async () => {
    const contents = await copyContents(file, target, onProgress, cancel);
    const { secrets, proof, bytes } = takeOut(target, secretIds, db => proofOf(db, contents));
    await syncFile(target);
    if (rowsOf(contents) > 0) onProgress(1);
    return { secrets, proof: { ...proof, bytes } };
  });
}

function takeOut<T>(
  target: string,
  secretIds: readonly string[],
  prove: (db: DatabaseSync) => T,
): { secrets: Secrets; proof: T; bytes: number } {
  using db = new DatabaseSync(target);
  db.exec('pragma synchronous = full; pragma secure_delete = on');
  const find = db.prepare('select value from preference where id = ?');
  const remove = db.prepare('delete from preference where id = ?');
  const secrets: Record<string, string> = {};
  db.exec('begin immediate');
  for (const id of secretIds) {
    const value = find.get(id)?.['value'];
    if (value === undefined) continue;
    secrets[id] = String(value);
    remove.run(id);
  }
  db.exec('commit');
  const size = 'select page_count * page_size as bytes from pragma_page_count, pragma_page_size';
  return { secrets, proof: prove(db), bytes: Number(db.prepare(size).get()?.['bytes']) };
}

/** Takes the values back in that were taken out of a copy. */
export function putBack(target: string, secrets: Secrets): void {
  const values = Object.entries(secrets);
  if (values.length === 0) return;
  using db = new DatabaseSync(target);
  db.exec('pragma synchronous = full; begin immediate');
  const insert = db.prepare('insert or replace into preference (id, value) values (?, ?)');
  for (const [id, value] of values) insert.run(id, value);
  db.exec('commit');
}
