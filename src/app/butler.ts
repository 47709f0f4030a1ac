import { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../domain/events.ts';
import type { Section } from '../domain/library.ts';
import type { PreferenceReader } from '../domain/preference.ts';
import type { ScheduleSettings } from '../domain/schedule.ts';
import { Dispatcher } from '../engine/dispatcher.ts';
import { ButlerEngine } from '../engine/engine.ts';
import { OwnUse } from '../engine/own-use.ts';
import type { EngineParts } from '../engine/parts.ts';
import type { Queue } from '../engine/queue/queue.ts';
import { SqliteQueue } from '../engine/queue/sqlite-queue.ts';
import { RunLog } from '../engine/run-log.ts';
import { WorkerPool } from '../engine/worker-pool.ts';
import type { SectionAdministration } from '../http/api/section-services.ts';
import { DiskReaders } from '../machine/readers.ts';
import { readSilences } from '../machine/silences.ts';
import { workerCount, workerStart } from '../machine/workers.ts';
import { useOfProcess } from '../media/worker/process-use.ts';
import { WorkerProcess } from '../media/worker/worker-process.ts';
import { homeZone } from '../schedule/window.ts';
import { type Changes, Settings } from '../settings/settings.ts';
import type { Store } from '../store/open.ts';
import { openStore } from '../store/open.ts';
import { backupPath, secondPath } from '../tasks/back-up-database/preferences.ts';
import { tasks } from '../tasks/index.ts';
import { dataFolders, makeDataFolders } from './folders.ts';
import { LibraryWatch } from './library-watch.ts';
import { MachineRest } from './machine.ts';
import { Nightly } from './nightly.ts';
import { PeriodicScans } from './periodic-scans.ts';
import { PlaybackRest } from './playback.ts';
import { allPreferences, firstPreferences, preferencesGiven } from './preferences.ts';
import { productsOf } from './products.ts';
import { scheduleSettings } from './schedule-settings.ts';
import { LiveSections } from './section-administration.ts';
import type { RequestedSections } from './sections.ts';
import { addSections } from './sections.ts';
import { builtAt } from './version.ts';
import { workerEntry } from './worker-entry.ts';

/** A Butler without its network: everything that works, composed. */
export interface OpenButler {
  readonly engine: ButlerEngine;
  readonly playback: PlaybackRest;
  readonly machine: MachineRest;
  readonly nightly: Nightly;
  readonly watch: LibraryWatch;
  readonly periodicScans: PeriodicScans;
  readonly settings: Settings;
  readonly store: Store;
  readonly pool: WorkerPool;
  readonly queue: Queue;
  readonly events: EventEmitter<ButlerEvents>;
  /** IANA name of the zone by whose clock the windows open now. */
  readonly zone: string;
  /** What the plan would be made from after these changes of preferences. */
  supposeSchedule(changes: Changes): ScheduleSettings;
  readonly sectionAdministration: SectionAdministration;
  sections(): Promise<readonly Section[]>;
  addSections(requested: RequestedSections): Promise<readonly Section[]>;
  /** Ends the work in good order, then the store. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens a data folder and composes what works on it. Starts nothing yet. `now` is the wall clock, in milliseconds. For
 * `gatherMs` files wait for other runs that want something of them; for a second where it is absent.
 */
export async function openButler(
  data: string,
  now: () => number = Date.now,
  gatherMs?: number,
): Promise<OpenButler> {
  const store = await openStore(data, now);
  try {
    const folders = dataFolders(data);
    await makeDataFolders(folders);
    const { library } = store;
    const settings = new Settings(
      allPreferences,
      { ...(await store.preferences.all()), ...preferencesGiven(process.env) },
      store.preferences,
    );
    if ((await library.sections()).length === 0) await settings.set(firstPreferences);

    const events = new EventEmitter<ButlerEvents>();
    // Everybody who follows the work listens here, and nobody comes and goes: many are no leak.
    events.setMaxListeners(100);
    const serverZone = Temporal.Now.timeZoneId();
    const instanceId = store.instance().uuid;
    const scheduleOf = (preferences: PreferenceReader) =>
      scheduleSettings(instanceId, tasks, preferences, serverZone);
    let schedule = scheduleOf(settings);
    settings.on('preference', id => {
      schedule = scheduleOf(settings);
      events.emit('preference', id);
    });

    const pool = new WorkerPool(
      () => workerCount(settings),
      () => new WorkerProcess(workerEntry, workerStart(settings)),
    );
    const queue = new SqliteQueue(store.db.$pickTables<'unit'>());
    const monotonic = () => performance.now();
    const parts: EngineParts = {
      runs: store.runs,
      reports: store.reports,
      pauses: store.pauses,
      library,
      analyses: store.analyses,
      metadata: store.metadata,
      collections: store.collections,
      guide: store.guide,
      updates: store.updates,
      database: store.care,
      queue,
      pool,
      dispatcher: new Dispatcher({
        queue,
        pool,
        library,
        runs: store.runs,
        events,
        readers: new DiskReaders(),
        gatherMs,
        now,
      }),
      ownUse: new OwnUse(useOfProcess, monotonic),
      log: new RunLog(store.runs, events),
      events,
      preferences: settings,
      folders,
      instanceId,
      now,
      monotonic,
    };
    const engine = new ButlerEngine({ parts, tasks, schedule: () => schedule, builtAt });
    const playback = new PlaybackRest(engine, settings, events, now);
    const machine = new MachineRest(engine, settings, events, pool, now);
    const watch = new LibraryWatch({
      engine,
      library,
      settings,
      events,
      readSilences,
      monotonic,
    });
    const periodicScans = new PeriodicScans({ engine, library, settings, events, now });
    const nightly = new Nightly({
      engine,
      settings,
      store,
      events,
      schedule: () => schedule,
      folders: () => [
        folders.data,
        ...[backupPath, secondPath].map(path => settings.get(path)).filter(path => path !== ''),
      ],
      now,
    });
    const sectionAdministration = new LiveSections({
      engine,
      library,
      reading: store.reading.library,
      store: store.sections,
      settings,
      count: () => store.countLibrary(now()),
      products: () => productsOf(tasks, settings),
      watch,
      events,
      data,
      now,
    });
    sectionAdministration.forgetRemoved();
    let closing: Promise<void> | undefined;
    return {
      engine,
      playback,
      machine,
      nightly,
      watch,
      periodicScans,
      sectionAdministration,
      settings,
      store,
      pool,
      queue,
      events,
      get zone() {
        return homeZone(schedule.windows);
      },
      supposeSchedule: changes => scheduleOf(settings.supposing(changes)),
      sections: () => library.sections(),
      addSections: requested => addSections(library, data, requested),
      close: () => {
        machine.stop();
        closing ??= Promise.all([
          ...[playback, watch, periodicScans, sectionAdministration].map(part => part.stop()),
        ])
          .then(() => engine.close())
          .then(() => nightly.stop())
          .finally(() => store.close());
        return closing;
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
