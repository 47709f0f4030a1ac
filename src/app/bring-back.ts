import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ButlerError, isError } from '../domain/errors.ts';
import type { BackupProof } from '../domain/ports.ts';
import type { Restorable } from '../domain/restore.ts';
import { exists } from '../files/exists.ts';
import { requireSpace } from '../files/free-space.ts';
import { openMarked } from '../files/marked-folder.ts';
import { SafeFolder } from '../files/safe-folder.ts';
import { walkSafely } from '../files/walk-safely.ts';
import { SqliteCare } from '../store/database-care.ts';
import { migrations } from '../store/migrations/index.ts';
import { assertOurs, openStore } from '../store/open.ts';
import type { Secrets } from '../tasks/back-up-database/backup.ts';
import { readCompanions, restoreOrderOf } from '../tasks/back-up-database/read-backup.ts';
import { type FoundBackup, findBackup, rowsIn } from './backups.ts';
import { dataFolders } from './folders.ts';

/** Left free beside all that a restore writes. */
const reserve = 16_000_000;

export interface RestoreRequest {
  /** A path, a name, or `latest`. */
  readonly backup: string;
  readonly data: string;
  readonly signal: AbortSignal;
  onStep?(step: string): void;
  /** @param fraction from 0 to 1 */
  onProgress?(fraction: number): void;
}

/** A backup that lies beside the database, up to date and ready to take its place. */
export interface BroughtBack {
  readonly restorable: Restorable;
  /** The token of the installation that made it; a bare database has none. */
  readonly token?: string;
}

/** The backup that is meant, unless it is of a newer version. Throws `backup-unknown` or `backup-newer`. */
export async function findRestorable({ backup: given, data }: RestoreRequest): Promise<FoundBackup> {
  const backup = await findBackup(given, data);
  const { folder, name, manifest } = backup;
  if (manifest && !Object.hasOwn(migrations, manifest.schemaVersion)) {
    throw newer(join(folder, name), manifest.schemaVersion);
  }
  return backup;
}

/**
 * Does all of a restore but put the result in place, in a folder that is removed afterwards, beside whoever is at work.
 * Throws `backup-unknown`, `backup-damaged`, `backup-newer`, `disk-full` or `cancelled`.
 */
export async function rehearse(request: RestoreRequest): Promise<Restorable & { readonly token: boolean }> {
  const backup = await findRestorable(request);
  // Nothing is written where nothing is yet.
  const { data, staging } = dataFolders(request.data);
  const isThere = await exists(data);
  if (isThere) await mkdir(staging, { recursive: true });
  const scratch = await mkdtemp(join(isThere ? staging : tmpdir(), 'restored-on-trial-'));
  try {
    const { restorable, token } = await bringBackInto(scratch, request, backup);
    return { ...restorable, token: token !== undefined };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Brings a backup back into a folder, compares it, brings it up to date, and to terms with the files of the data folder.
 * That may be in use: what is cleaned away meanwhile was wanted by neither for days.
 */
export async function bringBackInto(
  scratch: string,
  request: RestoreRequest,
  backup: FoundBackup,
): Promise<BroughtBack> {
  const { data, signal, onStep, onProgress } = request;
  const { size: bytes } = await stat(join(backup.folder, backup.name));
  const before = await stat(join(data, 'butler.db')).catch(() => undefined);
  // The new database, its copy before a migration, and what is there now.
  await requireSpace(scratch, 2 * bytes + (before?.size ?? 0) + reserve);
  onStep?.(`Restoring ${backup.name} beside the database, and comparing every row`);
  const target = join(scratch, 'butler.db');
  const { proof, secrets } = await bringBack(backup, target, signal, onProgress);
  const restorable = await settle(scratch, request, backup, bytes, proof);
  return { restorable, ...(secrets.token !== undefined && { token: secrets.token }) };
}

async function settle(
  scratch: string,
  { data, signal, onStep }: RestoreRequest,
  backup: FoundBackup,
  bytes: number,
  proof: BackupProof,
): Promise<Restorable> {
  const file = join(backup.folder, backup.name);
  onStep?.('Bringing it up to date');
  const folders = dataFolders(data);
  const blobs = await namesOfBlobs(folders.blobs);
  try {
    await using store = await openStore(scratch);
    const artifacts = await store.restored.forgetLostArtifacts(path => {
      if (signal.aborted) throw new ButlerError('cancelled', {});
      return exists(join(folders.bundles, path));
    });
    const artwork = await store.restored.askForLostArtwork(hash => blobs.has(hash));
    const sections = await store.library.sections();
    return {
      backup: file,
      ...(backup.manifest && { createdAt: backup.manifest.createdAt }),
      bytes,
      rows: rowsIn(proof),
      sections: sections.length,
      compared: backup.manifest !== undefined,
      schemaVersion: proof.schemaVersion,
      schemaNow: newestSchema(),
      artifacts,
      artwork,
    };
  } catch (error) {
    if (!isError(error, 'data-folder-newer')) throw error;
    throw newer(file, error.parameters.found, error);
  }
}

/** A backup is compared with its manifest; of a bare database a snapshot is taken and compared with it. */
export async function bringBack(
  { folder, name, manifest }: FoundBackup,
  target: string,
  signal: AbortSignal,
  onProgress: (fraction: number) => void = () => {},
): Promise<{ proof: BackupProof; secrets: Secrets }> {
  if (!manifest) {
    await assertOurs(join(folder, name));
    const proof = await new SqliteCare(join(folder, name)).copyVerified(target, onProgress, signal);
    return { proof, secrets: { preferences: {} } };
  }
  await using opened = await SafeFolder.open(folder);
  const { secrets } = await readCompanions(opened, manifest);
  const order = restoreOrderOf(opened, manifest, secrets);
  await new SqliteCare(target).restoreVerified(order, target, onProgress, signal);
  return { proof: order.proof, secrets };
}

function newer(file: string, found: string, cause?: unknown): ButlerError {
  return new ButlerError('backup-newer', { file, found, known: newestSchema() }, { cause });
}

function newestSchema(): string {
  return Object.keys(migrations).sort().at(-1) ?? '';
}

/** Pictures are named after their content; an extension does not count. */
async function namesOfBlobs(path: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  await using folder = await openMarked(path, 'blobs').catch(() => undefined);
  if (!folder) return names;
  for await (const { kind, path } of walkSafely(folder)) {
    if (kind === 'file') names.add(basename(path).replace(/\..*$/, ''));
  }
  return names;
}
