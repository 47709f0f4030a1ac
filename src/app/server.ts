import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { ProgrammeGuide } from '../guide/programme-guide.ts';
import { OwnersToken } from '../http/owners-token.ts';
import { createHttpServer } from '../http/server.ts';
import { SessionCodes } from '../http/session-codes.ts';
import { Shares } from '../machine/shares.ts';
import { workerStart } from '../machine/workers.ts';
import { WorkerProcess } from '../media/worker/worker-process.ts';
import type { Configuration } from '../settings/configuration.ts';
import { tasks } from '../tasks/index.ts';
import { findBackups, formatRestore } from './backups.ts';
import type { OpenButler } from './butler.ts';
import { capabilitiesOf } from './capabilities.ts';
import { chapterImages } from './chapter-images.ts';
import { findDashboard } from './dashboard.ts';
import { databaseCopies } from './database-copies.ts';
import { dataFolders } from './folders.ts';
import { KnownFiles } from './library-files.ts';
import { LiveRestores } from './live-restores.ts';
import { lookBackOn } from './look-back.ts';
import { describeMachine } from './machine-view.ts';
import { observe } from './observation.ts';
import { makersOf, productsOf, wantedArtifacts } from './products.ts';
import { quarantineOf } from './quarantine.ts';
import type { PreparedRestore } from './restore.ts';
import { ScaledPictures } from './scaled-pictures.ts';
import { measureStorage } from './storage.ts';
import { findOrMakeToken, renewalOf } from './token.ts';
import { viewUpdates } from './updates.ts';
import { verify } from './verify.ts';
import { version } from './version.ts';
import { workerEntry } from './worker-entry.ts';
import { viewWorkers } from './workers.ts';

export interface RunningServer {
  /** `http://127.0.0.1:32500` */
  readonly url: string;
  readonly port: number;
  /** Resolves when the server is to make way for a restore. */
  readonly toBeRestored: Promise<PreparedRestore>;
  /** An address that opens the dashboard signed in: once, and within ten minutes. */
  signInUrl(): string;
  close(): Promise<void>;
}

/** Puts an open Butler on the network. `report` is told of errors that nobody foresaw. Throws `port-in-use` or `address-unavailable`. */
export async function startServer(
  butler: OpenButler,
  configuration: Configuration,
  report: (error: unknown) => void,
): Promise<RunningServer> {
  const { engine, settings, store } = butler;
  const { library, reading } = store;
  const folders = dataFolders(configuration.dataFolder);
  const token = new OwnersToken(await findOrMakeToken(configuration.dataFolder, configuration.token));
  const sessions = new SessionCodes(token, Date.now);
  const restores = new LiveRestores(configuration.dataFolder, butler.events);
  const dashboard = findDashboard();
  const shares = new Shares();
  const pictures = new ScaledPictures(
    folders.cache,
    // For people who wait, unlike all else that workers do.
    () => new WorkerProcess(workerEntry, { ...workerStart(settings), nice: 0 }),
  );
  const server = await createHttpServer({
    butler: engine,
    settings,
    identity: {
      machineIdentifier: store.instance().machineIdentifier,
      version,
      friendlyName: hostname(),
    },
    history: store.history,
    logs: store.logs,
    answers: store.answers,
    reports: store.reports,
    guide: new ProgrammeGuide(store.guide),
    updates: () => viewUpdates(store.updates, settings),
    lookBack: (task, night) => {
      const known = { history: store.history, windows: butler.supposeSchedule({}).windows };
      return lookBackOn(known, task, night, Date.now());
    },
    webhooks: butler.playback,
    serverZone: Temporal.Now.timeZoneId(),
    supposeSchedule: changes => butler.supposeSchedule(changes),
    sectionAdministration: butler.sectionAdministration,
    items: store.items,
    setAside: store.setAside,
    units: store.units,
    artifacts: store.artifacts,
    wantedArtifacts: () => wantedArtifacts(tasks, settings),
    makersOf: kind => makersOf(tasks, kind),
    // Copies elsewhere have absolute paths.
    artifactPath: ({ path }) => resolve(folders.bundles, path),
    workers: () => viewWorkers(butler.pool),
    backups: {
      list: () => findBackups(configuration.dataFolder),
      verify: (backup, signal) => verify({ backup, data: configuration.dataFolder, signal }),
      restoreCommand: name => formatRestore(name, configuration.dataFolder),
    },
    restores,
    quarantine: quarantineOf(configuration.dataFolder, library.garbage),
    storage: measureStorage(configuration.dataFolder, store.care, settings, Date.now),
    products: () => productsOf(tasks, settings),
    sessions,
    zone: () => butler.zone,
    startedAt: Date.now(),
    dataFolder: configuration.dataFolder,
    machine: describeMachine(),
    capabilities: () =>
      capabilitiesOf({ tasks, settings, pool: butler.pool, hasDashboard: dashboard !== undefined }),
    dashboard,
    events: butler.events,
    observation: observe(butler, library, folders),
    sections: () => reading.library.sections(),
    findWatch: rootId => butler.watch.find(rootId),
    catalogue: store.catalogue,
    goneItems: store.goneItems,
    collections: store.collections,
    files: new KnownFiles(reading.library, reading.metadata, folders, path => shares.answers(path)),
    pictures,
    copyDatabase: databaseCopies(store.care, settings, folders.staging),
    chapterImage: chapterImages(reading.library, reading.analyses, folders.bundles),
    token,
    renewToken: renewalOf(token, configuration.dataFolder, configuration.token),
    report,
    now: Date.now,
    host: configuration.host,
    port: configuration.port,
  });
  const { url } = server.address;
  const close = async () => {
    await restores.stop();
    await server.close();
    await pictures.close();
  };
  try {
    store.describe(url);
  } catch (error) {
    // Nobody would end what listens, nor the process with it.
    await close();
    throw error;
  }
  return {
    url,
    signInUrl: () => `${url}/#code=${sessions.issue().code}`,
    port: server.address.port,
    toBeRestored: restores.prepared,
    close,
  };
}
