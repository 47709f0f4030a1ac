import { EventEmitter } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ButlerEvents } from '../domain/events.ts';
import type { Section } from '../domain/library.ts';
import { Dispatcher } from '../engine/dispatcher.ts';
import { ButlerEngine } from '../engine/engine.ts';
import type { EngineParts } from '../engine/parts.ts';
import { SqliteQueue } from '../engine/queue/sqlite-queue.ts';
import { RunLog } from '../engine/run-log.ts';
import { WorkerPool } from '../engine/worker-pool.ts';
import { WorkerProcess } from '../media/worker-process.ts';
import { homeZone } from '../schedule/window.ts';
import { Settings } from '../settings/settings.ts';
import { SqliteLibraryStore } from '../store/library-store.ts';
import type { Store } from '../store/open.ts';
import { openStore } from '../store/open.ts';
import { tasks } from '../tasks/index.ts';
import { dataFolders, makeDataFolders } from './folders.ts';
import { allPreferences, firstPreferences } from './preferences.ts';
import { scheduleSettings } from './schedule-settings.ts';
import type { RequestedSections } from './sections.ts';
import { addSections } from './sections.ts';
import { builtAt } from './version.ts';

/** A Butler without its network: everything that works, composed. */
export interface OpenButler {
  readonly engine: ButlerEngine;
  readonly settings: Settings;
  readonly store: Store;
  readonly events: EventEmitter<ButlerEvents>;
  /** IANA name of the zone by whose clock the windows open now. */
  readonly zone: string;
  sections(): Promise<readonly Section[]>;
  addSections(requested: RequestedSections): Promise<readonly Section[]>;
  /** Ends the work in good order, then the store. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens a data folder and composes what works on it. Starts nothing yet. `now` is the wall clock, in milliseconds. */
export async function openButler(data: string, now: () => number = Date.now): Promise<OpenButler> {
  const store = await openStore(data);
  try {
    const folders = dataFolders(data);
    await makeDataFolders(folders);
    const library = new SqliteLibraryStore(store.db);
    const settings = new Settings(allPreferences, await store.preferences.all(), store.preferences);
    if ((await library.sections()).length === 0) await settings.set(firstPreferences);

    const events = new EventEmitter<ButlerEvents>();
    const serverZone = Temporal.Now.timeZoneId();
    const instanceId = store.instance().uuid;
    let schedule = scheduleSettings(instanceId, tasks, settings, serverZone);
    settings.on('preference', id => {
      schedule = scheduleSettings(instanceId, tasks, settings, serverZone);
      events.emit('preference', id);
    });

    const entry = fileURLToPath(new URL('./worker.ts', import.meta.url));
    const pool = new WorkerPool(availableParallelism(), () => new WorkerProcess(entry));
    const queue = new SqliteQueue(store.db.$pickTables<'unit'>());
    const parts: EngineParts = {
      runs: store.runs,
      library,
      database: store.care,
      queue,
      pool,
      dispatcher: new Dispatcher({ queue, pool, library, events, now }),
      log: new RunLog(store.runs, events),
      events,
      preferences: settings,
      folders,
      now,
      monotonic: () => performance.now(),
    };
    const engine = new ButlerEngine({ parts, tasks, schedule: () => schedule, builtAt });
    let closing: Promise<void> | undefined;
    return {
      engine,
      settings,
      store,
      events,
      get zone() {
        return homeZone(schedule.windows);
      },
      sections: () => library.sections(),
      addSections: requested => addSections(library, data, requested),
      close: () => {
        closing ??= engine.close().finally(() => store.close());
        return closing;
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
