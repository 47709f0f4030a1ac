import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import type { AnalysisStore } from '../domain/analysis-store.ts';
import type { AnswerStore } from '../domain/answers.ts';
import type { ArtifactFinder } from '../domain/artifact-finder.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { CollectionStore } from '../domain/collections.ts';
import type { LibraryCounts } from '../domain/coverage.ts';
import { ButlerError } from '../domain/errors.ts';
import type { GoneItems } from '../domain/gone-items.ts';
import type { GuideStore } from '../domain/guide.ts';
import type { ItemFinder } from '../domain/item-finder.ts';
import type { LogSearch } from '../domain/log-search.ts';
import type { MetadataStore } from '../domain/metadata-store.ts';
import type {
  DatabaseCare,
  History,
  LibraryStore,
  PauseStore,
  PreferenceStore,
  ReportStore,
  RunStore,
} from '../domain/ports.ts';
import type { RestoredDatabase } from '../domain/restore.ts';
import type { SectionStore } from '../domain/section-store.ts';
import type { SetAsideFiles } from '../domain/set-aside.ts';
import type { UnitFinder } from '../domain/unit-finder.ts';
import type { UpdateStore } from '../domain/updates.ts';
import { SqliteAnalysisStore } from './analysis-store.ts';
import { SqliteAnswerStore } from './answer-store.ts';
import { SqliteArtifactFinder } from './artifact-finder.ts';
import { SqliteCatalogue } from './catalogue.ts';
import { SqliteCollectionStore } from './collection-store.ts';
import { SqliteCare } from './database-care.ts';
import { SqliteGoneItems } from './gone-items.ts';
import { SqliteGuideStore } from './guide-store.ts';
import { SqliteHistory } from './history.ts';
import { SqliteItemFinder } from './item-finder.ts';
import { countLibrary } from './library-counts.ts';
import { SqliteLibraryStore } from './library-store.ts';
import { DataFolderLock } from './lock.ts';
import { SqliteLogSearch } from './log-search.ts';
import { SqliteMetadataStore } from './metadata-store.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { SqlitePauseStore } from './pause-store.ts';
import { SqlitePreferenceStore } from './preference-store.ts';
import { SqliteReportStore } from './report-store.ts';
import { SqliteRunStore } from './run-store.ts';
import type { Schema } from './schema.ts';
import { SqliteSectionStore } from './section-store.ts';
import { SqliteSetAside } from './set-aside.ts';
import { restoredDatabase } from './settle-restored.ts';
import { ThreadedSqliteDialect } from './sqlite/dialect.ts';
import { applicationId } from './sqlite/pragmas.ts';
import { isDiskFull } from './sqlite/sqlite-error.ts';
import { SqliteUnitFinder } from './unit-finder.ts';
import { SqliteUpdateStore } from './update-store.ts';

/** Who this installation is, from its first start on. */
export interface Instance {
  readonly uuid: string;
  /** 40 hexadecimal digits, as Plex's `machineIdentifier`. */
  readonly machineIdentifier: string;
  readonly createdAt: number;
}

/** What clients read of the library beside whoever writes: as it was when a transaction last ended. */
export interface LibraryReading {
  readonly library: Pick<
    LibraryStore,
    'sections' | 'findPart' | 'findArtifact' | 'partsOfMedia' | 'chapters'
  >;
  readonly metadata: Pick<MetadataStore, 'metadataOf' | 'sidecarsOf'>;
  readonly analyses: Pick<AnalysisStore, 'find'>;
}

/** Everything that Butler knows, open and held by this process alone. */
export interface Store extends AsyncDisposable {
  /** For the queue, whose table lies here, and for tests; all else goes through the ports below. */
  readonly db: Kysely<Schema>;
  readonly library: LibraryStore;
  readonly sections: SectionStore;
  readonly runs: RunStore;
  readonly history: History;
  readonly logs: LogSearch;
  readonly reports: ReportStore;
  readonly pauses: PauseStore;
  readonly preferences: PreferenceStore;
  readonly metadata: MetadataStore;
  readonly analyses: AnalysisStore;
  readonly items: ItemFinder;
  readonly setAside: SetAsideFiles;
  readonly units: UnitFinder;
  readonly artifacts: ArtifactFinder;
  readonly goneItems: GoneItems;
  readonly catalogue: Catalogue;
  readonly reading: LibraryReading;
  readonly collections: CollectionStore;
  readonly guide: GuideStore;
  readonly updates: UpdateStore;
  readonly answers: AnswerStore;
  readonly care: DatabaseCare;
  readonly restored: RestoredDatabase;
  /** Counts the library. `countedAt` is in milliseconds since 1970 UTC. */
  countLibrary(countedAt: number): Promise<LibraryCounts>;
  instance(): Instance;
  /** Tells others that want the data folder where this holder answers. */
  describe(address: string): void;
  /** Waits for the statements on their way. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens the data folder, making it (0700) and its database where there is none. Throws `data-folder-unwritable`,
 * `data-folder-locked`, `data-folder-newer`, `database-corrupt`, `database-inaccessible` or `disk-full`, and then
 * leaves what was there as it was.
 *
 * @param now wall clock, in milliseconds since 1970 UTC
 */
export async function openStore(folder: string, now: () => number = Date.now): Promise<Store> {
  await prepareFolder(folder);
  const lock = takeLock(folder);
  const file = join(folder, 'butler.db');
  const db = new Kysely<Schema>({ dialect: new ThreadedSqliteDialect(file) });
  // Clients browse on a connection of their own, for which no writer waits. It is opened when the first one does.
  const reading = new Kysely<Schema>({ dialect: new ThreadedSqliteDialect(file, { readOnly: true }) });
  let closing: Promise<void> | undefined;
  const close = () => {
    // The writer last: it takes the write-ahead log in.
    closing ??= reading
      .destroy()
      .finally(() => db.destroy())
      .finally(() => lock.release());
    return closing;
  };
  try {
    await assertOurs(file);
    const care = new SqliteCare(file);
    await migrate(db, file, care, migrations);
    const instance = await keepInstance(db);
    return {
      db,
      library: new SqliteLibraryStore(db, now),
      sections: new SqliteSectionStore(db),
      runs: new SqliteRunStore(db),
      history: new SqliteHistory(reading),
      logs: new SqliteLogSearch(reading),
      reports: new SqliteReportStore(db, reading),
      pauses: new SqlitePauseStore(db),
      preferences: new SqlitePreferenceStore(db),
      analyses: new SqliteAnalysisStore(db),
      metadata: new SqliteMetadataStore(db),
      catalogue: new SqliteCatalogue(reading),
      reading: {
        library: new SqliteLibraryStore(reading),
        metadata: new SqliteMetadataStore(reading),
        analyses: new SqliteAnalysisStore(reading),
      },
      items: new SqliteItemFinder(reading),
      setAside: new SqliteSetAside(reading),
      units: new SqliteUnitFinder(reading),
      artifacts: new SqliteArtifactFinder(reading),
      goneItems: new SqliteGoneItems(reading),
      collections: new SqliteCollectionStore(db),
      guide: new SqliteGuideStore(db, reading),
      updates: new SqliteUpdateStore(db),
      answers: new SqliteAnswerStore(db),
      care,
      restored: restoredDatabase(db),
      countLibrary: countedAt => countLibrary(reading, countedAt),
      instance: () => instance,
      describe: address => lock.describe(address),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Makes the folder, and finds out by writing a file whether it can be written. */
async function prepareFolder(folder: string): Promise<void> {
  const probe = join(folder, `butler-${process.pid}.probe`);
  try {
    await makeFolder(folder);
    await writeFile(probe, 'Butler was here.');
  } catch (error) {
    throw unwritable(folder, error);
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Only for parents: on a read-only disk the recursive call speaks of a missing folder instead.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') await mkdir(folder, { recursive: true, mode: 0o700 });
    else if (code !== 'EEXIST') throw error;
  }
}

function takeLock(folder: string): DataFolderLock {
  try {
    return DataFolderLock.take(folder, Date.now());
  } catch (error) {
    throw error instanceof ButlerError ? error : unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): ButlerError {
  const { code, errcode = 0, message } = error as NodeJS.ErrnoException & { errcode?: number };
  if (code === 'ENOSPC' || isDiskFull(errcode)) {
    return new ButlerError('disk-full', { path: folder }, { cause: error });
  }
  return new ButlerError('data-folder-unwritable', { folder, cause: message }, { cause: error });
}

/**
 * Reads whose file it is from its header (https://sqlite.org/fileformat.html#the_database_header), before SQLite
 * touches it. A missing or empty file will be made ours; the first write of all puts our name on it.
 */
export async function assertOurs(file: string): Promise<void> {
  const header = Buffer.alloc(100);
  let length: number;
  try {
    await using handle = await open(file);
    length = (await handle.read(header, 0, header.length, 0)).bytesRead;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new ButlerError('database-inaccessible', { file, cause: message }, { cause: error });
  }
  if (length === 0) return;
  if (length < header.length || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw new ButlerError('database-corrupt', { file, detail: 'it is not a SQLite database' });
  }
  if (header.readUInt32BE(68) !== applicationId) {
    throw new ButlerError('database-corrupt', { file, detail: 'it belongs to another program' });
  }
}

async function keepInstance(db: Kysely<Schema>): Promise<Instance> {
  await db
    .insertInto('instance')
    .values({
      id: 1,
      uuid: randomUUID(),
      machine_identifier: randomBytes(20).toString('hex'),
      created_at: Date.now(),
    })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  return await readInstance(db);
}

export async function readInstance(db: Kysely<Schema>): Promise<Instance> {
  const row = await db.selectFrom('instance').selectAll().executeTakeFirstOrThrow();
  return { uuid: row.uuid, machineIdentifier: row.machine_identifier, createdAt: row.created_at };
}
