import type { EventEmitter } from 'node:events';
import type { AnalysisStore } from '../domain/analysis-store.ts';
import type { CollectionStore } from '../domain/collections.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { GuideStore } from '../domain/guide.ts';
import type { MetadataStore } from '../domain/metadata-store.ts';
import type { DatabaseCare, LibraryStore, PauseStore, ReportStore, RunStore } from '../domain/ports.ts';
import type { RunPreferences } from '../domain/preference.ts';
import type { DataFolders } from '../domain/run-context.ts';
import type { UpdateStore } from '../domain/updates.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { OwnUse } from './own-use.ts';
import type { Queue } from './queue/queue.ts';
import type { RunLog } from './run-log.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What the engine works with. Composed once, in `src/app`. */
export interface EngineParts {
  readonly runs: RunStore;
  readonly reports: ReportStore;
  readonly pauses: PauseStore;
  readonly library: LibraryStore;
  readonly analyses: AnalysisStore;
  readonly metadata: MetadataStore;
  readonly collections: CollectionStore;
  readonly guide: GuideStore;
  readonly updates: UpdateStore;
  readonly database: DatabaseCare;
  readonly queue: Queue;
  readonly pool: WorkerPool;
  readonly dispatcher: Dispatcher;
  readonly ownUse: OwnUse;
  readonly log: RunLog;
  readonly events: EventEmitter<ButlerEvents>;
  readonly preferences: RunPreferences;
  readonly folders: DataFolders;
  /** Of this installation, from its first start on. */
  readonly instanceId: string;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** A clock that never jumps, in milliseconds. */
  readonly monotonic: () => number;
}
