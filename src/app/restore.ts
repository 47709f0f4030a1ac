import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import type { BackupProof } from '../domain/ports.ts';
import { requireSpace } from '../files/free-space.ts';
import { openMarked } from '../files/marked-folder.ts';
import { SafeFolder } from '../files/safe-folder.ts';
import { walkSafely } from '../files/walk-safely.ts';
import { describeSystemError } from '../files/write-error.ts';
import { SqliteCare } from '../store/database-care.ts';
import { DataFolderLock } from '../store/lock.ts';
import { migrations } from '../store/migrations/index.ts';
import { assertOurs, openStore } from '../store/open.ts';
import { keepAside, replaceDatabase } from '../store/replace-database.ts';
import { askForLostArtwork, forgetLostArtifacts, type Settled } from '../store/settle-restored.ts';
import type { Secrets } from '../tasks/back-up-database/backup.ts';
import { readCompanions, restoreOrderOf } from '../tasks/back-up-database/read-backup.ts';
import { type FoundBackup, findBackup, rowsIn } from './backups.ts';
import { dataFolders } from './folders.ts';
import { keepToken, tokenFile } from './token.ts';

/** Left free beside all that a restore writes. */
const reserve = 16_000_000;

export interface RestoreRequest {
  /** A path, a name, or `latest`. */
  readonly backup: string;
  readonly data: string;
  /** Do everything but put the result in place. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  onStep(step: string): void;
}

/** What was restored, or would be. */
export interface Restored {
  readonly backup: string;
  /** ISO instant; absent for a bare database, which has no manifest. */
  readonly createdAt?: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sections: number;
  /** Whether every row was compared with the manifest, or only the file's integrity checked. */
  readonly compared: boolean;
  /** The schema of the backup, and the one that it was brought to. */
  readonly schemaVersion: string;
  readonly schemaNow: string;
  /** Derived files that the database speaks of: the lost ones are made again. */
  readonly artifacts: Settled;
  /** Pictures that it speaks of: for the lost ones their source is asked again. */
  readonly artwork: Settled;
  /** Whether the token of clients is now that of the backup. */
  readonly token: boolean;
  /** The database that was there before, if one was. */
  readonly keptAs?: string;
}

/**
 * Puts a backup in the place of a data folder's database. All of it is restored, compared, migrated and settled beside
 * the database first: until the last step, and whenever anything goes wrong, what was there stays. Throws
 * `data-folder-locked` while a server holds the folder, `backup-unknown`, `backup-damaged`, `backup-newer`,
 * `disk-full` or `cancelled`.
 */
export async function restore(request: RestoreRequest): Promise<Restored> {
  const { data, dryRun } = request;
  const backup = await findBackup(request.backup, data);
  refuseNewer(backup);
  const isThere = await isFolder(data);
  if (!isThere && !dryRun) await makeFolder(data);
  // Nothing is written where nothing is yet: a trial for a new data folder is held elsewhere.
  const lock = isThere || !dryRun ? DataFolderLock.take(data, Date.now()) : undefined;
  const scratch = lock ? join(data, 'restoring') : await mkdtemp(join(tmpdir(), 'butler-'));
  try {
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { mode: 0o700 });
    const { secrets, ...restored } = await prepare(request, backup, scratch);
    if (dryRun) return { ...restored, token: secrets.token !== undefined };
    request.onStep('Keeping what is there, and putting the backup in its place');
    const keptAs = await keepAside(join(data, 'butler.db'), join(data, asideName(Date.now())));
    if (keptAs !== undefined) await keepTokenAside(data, keptAs);
    await replaceDatabase(join(data, 'butler.db'), join(scratch, 'butler.db'));
    const token = secrets.token === undefined ? false : await keepToken(data, secrets.token);
    return { ...restored, token, ...(keptAs !== undefined && { keptAs }) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
    lock?.release();
  }
}

/** Makes the whole data folder's database in `scratch`, ready to be moved. */
async function prepare(
  { data, onStep, signal }: RestoreRequest,
  backup: FoundBackup,
  scratch: string,
): Promise<Omit<Restored, 'token' | 'keptAs'> & { secrets: Secrets }> {
  const file = join(backup.folder, backup.name);
  const { size } = await stat(file);
  const before = await stat(join(data, 'butler.db')).catch(() => undefined);
  // The new database, its copy before a migration, and what is there now.
  await requireSpace(scratch, 2 * size + (before?.size ?? 0) + reserve);
  onStep(`Restoring ${backup.name} beside the database, and comparing every row`);
  const { proof, secrets } = await bringBack(backup, join(scratch, 'butler.db'), signal);
  onStep('Bringing it up to date');
  const folders = dataFolders(data);
  const blobs = await namesOfBlobs(folders.blobs);
  try {
    await using store = await openStore(scratch);
    const artifacts = await forgetLostArtifacts(store.db, path => exists(join(folders.bundles, path)));
    const artwork = await askForLostArtwork(store.db, hash => blobs.has(hash));
    const { sections } = await store.db
      .selectFrom('section')
      .select(({ fn }) => fn.countAll<number>().as('sections'))
      .executeTakeFirstOrThrow();
    return {
      backup: file,
      ...(backup.manifest && { createdAt: backup.manifest.createdAt }),
      bytes: size,
      rows: rowsIn(proof),
      sections,
      compared: backup.manifest !== undefined,
      schemaVersion: proof.schemaVersion,
      schemaNow: newest(),
      artifacts,
      artwork,
      secrets,
    };
  } catch (error) {
    if (!(error instanceof ButlerError) || error.code !== 'data-folder-newer') throw error;
    const { found, known } = error.parameters as { found: string; known: string };
    throw new ButlerError('backup-newer', { file, found, known }, { cause: error });
  }
}

/** A backup is compared with its manifest; of a bare database a snapshot is taken and compared with it. */
export async function bringBack(
  { folder, name, manifest }: FoundBackup,
  target: string,
  signal: AbortSignal,
): Promise<{ proof: BackupProof; secrets: Secrets }> {
  if (!manifest) {
    await assertOurs(join(folder, name));
    const proof = await new SqliteCare(join(folder, name)).copyVerified(target, () => {}, signal);
    return { proof, secrets: { preferences: {} } };
  }
  await using opened = await SafeFolder.open(folder);
  const { secrets } = await readCompanions(opened, manifest);
  const order = restoreOrderOf(opened, manifest, secrets);
  await new SqliteCare(target).restoreVerified(order, target, () => {}, signal);
  return { proof: order.proof, secrets };
}

function refuseNewer({ folder, name, manifest }: FoundBackup): void {
  if (!manifest || Object.hasOwn(migrations, manifest.schemaVersion)) return;
  const file = join(folder, name);
  throw new ButlerError('backup-newer', { file, found: manifest.schemaVersion, known: newest() });
}

function newest(): string {
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

async function keepTokenAside(data: string, keptAs: string): Promise<void> {
  const token = await readFile(tokenFile(data), 'utf8').catch(() => undefined);
  if (token !== undefined) await keepToken(dirname(keptAs), token.trim());
}

/** `before-restore-2027-03-28T020000.000Z`: nothing else in a data folder has such a name. */
function asideName(at: number): string {
  return `before-restore-${new Date(at).toISOString().replaceAll(':', '')}`;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.isDirectory()) return found !== undefined;
  throw new ButlerError('data-folder-unwritable', { folder: path, cause: 'it is a file' });
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const cause = describeSystemError(error);
    throw new ButlerError('data-folder-unwritable', { folder: path, cause }, { cause: error });
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
