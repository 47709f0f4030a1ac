import type { AnalysisStore } from './analysis-store.ts';
import type { CollectionStore } from './collections.ts';
import type { GuideStore } from './guide.ts';
import type { Input } from './input.ts';
import type { NfoReader } from './local-media.ts';
import type { MetadataStore } from './metadata-store.ts';
import type { DatabaseCare, LibraryStore } from './ports.ts';
import type { RunPreferences } from './preference.ts';
import type { LogLevel, Progress, Run } from './run.ts';
import type { ScanScope } from './scan-scope.ts';
import type { UpdateStore } from './updates.ts';
import type { Walker } from './walk.ts';

/** Where Butler keeps what it makes. Absolute paths; all but `backups` lie in the data folder. */
export interface DataFolders {
  readonly data: string;
  /** Derived files by content hash; carries our marker. */
  readonly bundles: string;
  /** What can be made again: staging of unfinished work, caches; carries our marker. */
  readonly cache: string;
  /** Unfinished artifacts, below `cache`. A run sees a folder of its own there, which goes with it. */
  readonly staging: string;
  readonly backups: string;
  /** Pictures and music that were fetched or taken out of media, each named after its content; carries our marker. */
  readonly blobs: string;
  /** What cleaning took away, kept for a while; carries our marker. */
  readonly quarantine: string;
}

/** All that a task may know and do while it runs. */
export interface RunContext {
  readonly run: Run;
  /** What a scan is restricted to; absent where it is the whole library. */
  readonly scope?: ScanScope;
  readonly library: LibraryStore;
  readonly analyses: AnalysisStore;
  readonly metadata: MetadataStore;
  readonly collections: CollectionStore;
  readonly guide: GuideStore;
  readonly updates: UpdateStore;
  readonly database: DatabaseCare;
  readonly walker: Walker;
  readonly nfoReader: NfoReader;
  readonly preferences: RunPreferences;
  readonly folders: DataFolders;
  /** Tells this installation from any other, from its first start on. */
  readonly instanceId: string;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Aborted when the run is to end before its work does. */
  readonly signal: AbortSignal;
  /** Whether a run, by its id, has not ended: what it left in the staging folder is not to be touched. */
  isInHand(runId: number): boolean;
  /** Tells that new or changed media came into the library, for the tasks that work on it as soon as they can. */
  mediaAdded(): void;
  /** Tells that the run has left something in the library that other tasks read. They hear of it when the run has ended. */
  made(input: Input): void;
  log(level: LogLevel, message: string): void;
  progress(progress: Partial<Progress>): void;
}
