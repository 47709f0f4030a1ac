import { EventEmitter } from 'node:events';
import type { AnswerStore, KeptAnswer } from '../../src/domain/answers.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { CollectionStore } from '../../src/domain/collections.ts';
import { ButlerError } from '../../src/domain/errors.ts';
import type { ButlerEvents } from '../../src/domain/events.ts';
import type { Section } from '../../src/domain/library.ts';
import type { PlaybackSource } from '../../src/domain/playback.ts';
import type { PreferenceStore } from '../../src/domain/ports.ts';
import type { Preference } from '../../src/domain/preference.ts';
import type { ScheduleSettings } from '../../src/domain/schedule.ts';
import type { Webhooks } from '../../src/http/api/webhooks.ts';
import { type AppServices, createApp } from '../../src/http/app.ts';
import { OwnersToken } from '../../src/http/owners-token.ts';
import { SessionCodes } from '../../src/http/session-codes.ts';
import { butlerEndHour, butlerStartHour, friendlyName } from '../../src/settings/preferences.ts';
import { schedulePreferences } from '../../src/settings/schedule-preferences.ts';
import { Settings } from '../../src/settings/settings.ts';
import { recordedArtifacts } from './recorded-artifacts.ts';
import { night, RecordedButler } from './recorded-butler.ts';
import { recordedSetAside, recordedUnits, recordedWorkers } from './recorded-failures.ts';
import { recordedGuide } from './recorded-guide.ts';
import { recordedHistory, recordedLogs, recordedLookBack } from './recorded-history.ts';
import { findRecordedItems, recordedItems, recordedProducts } from './recorded-items.ts';
import {
  RecordedQuarantine,
  RecordedRestores,
  recordedBackups,
  recordedStorage,
} from './recorded-safekeeping.ts';
import { RecordedSections } from './recorded-sections.ts';
import { recordedUpdates } from './recorded-updates.ts';

export const token = 'a token that is long enough'.replaceAll(' ', '-');

/** Preferences in memory, stored as the store does: a default is the absence of a value. */
export class RecordedPreferences implements PreferenceStore {
  readonly stored: Record<string, string> = {};

  async all(): Promise<Readonly<Record<string, string>>> {
    return { ...this.stored };
  }

  async set(values: Readonly<Record<string, string | null>>): Promise<void> {
    for (const [id, value] of Object.entries(values)) {
      if (value === null) delete this.stored[id];
      else this.stored[id] = value;
    }
  }
}

/** Preferences that Plex has too, and one of every type. */
const preferences: readonly Preference[] = [
  friendlyName,
  butlerStartHour,
  butlerEndHour,
  ...schedulePreferences,
  {
    id: 'ButlerTaskBackupDatabase',
    type: 'bool',
    default: true,
    label: 'Backup database every three days',
    summary: '',
    group: 'butler',
  },
  {
    id: 'GenerateBIFBehavior',
    type: 'text',
    default: 'never',
    label: 'Generate video preview thumbnails',
    summary: '',
    group: 'library',
    choices: [
      ['never', 'never'],
      ['scheduled', 'as a scheduled task'],
    ],
  },
  {
    id: 'Ratio',
    type: 'double',
    default: 0.5,
    label: 'A number',
    summary: '',
    group: 'general',
    hidden: true,
    advanced: true,
  },
  { id: 'Fixed', type: 'int', default: 4, label: 'Fixed', summary: '', group: 'general', readOnly: true },
];

const recordedSections: readonly Section[] = [
  {
    id: 1,
    uuid: '11111111-1111-4111-8111-111111111111',
    type: 'movie',
    title: 'Films & “more”',
    createdAt: night,
    scannedAt: night + 60_000,
    roots: [
      { id: 1, sectionId: 1, path: '/media/films' },
      {
        id: 2,
        sectionId: 1,
        path: '/media/more',
        offlineBecause: 'The folder "/media/more" does not exist.',
      },
    ],
  },
  {
    id: 2,
    uuid: '22222222-2222-4222-8222-222222222222',
    type: 'artist',
    title: 'Music',
    createdAt: night,
    roots: [],
  },
];

export const webhookSecret = 'the-secret-of-webhooks';

/** Keeps what webhooks brought. */
export class RecordedWebhooks implements Webhooks {
  readonly taken: { source: string; contentType: string | undefined; body: string }[] = [];

  secret(): string {
    return webhookSecret;
  }

  async take(source: PlaybackSource, contentType: string | undefined, body: Uint8Array): Promise<void> {
    const text = Buffer.from(body).toString();
    if (text === '') throw new ButlerError('webhook-unreadable', { kind: source, cause: 'it is empty' });
    this.taken.push({ source, contentType, body: text });
  }
}

const recordedWatches = new Map([
  [1, { folders: 1_204 }],
  [2, { folders: 0, because: 'The folder "/media/more" does not exist.' }],
]);

const nothingThere = async () => undefined;

/** A library in which there is nothing to look at. */
const emptyCatalogue: Catalogue = {
  page: async () => ({ items: [], total: 0 }),
  items: findRecordedItems,
  choices: async () => [],
  extents: async () => new Map(),
  search: async () => [],
  searchTags: async () => [],
};

const noCollections: CollectionStore = {
  material: async () => ({ items: [], tracks: new Map(), artists: new Map() }),
  sync: async () => ({ made: 0, changed: 0, removed: 0 }),
  create: async () => 1,
  change: async () => false,
  remove: async () => false,
  hidden: async () => [],
  show: async () => false,
};

/** What {@link RecordedButler} foretells does not depend on it. */
const supposed: ScheduleSettings = {
  instanceId: 'attic',
  windows: [],
  blackoutDays: [],
  asapOutsideWindow: false,
  tasks: [],
};

/** Answers in memory. */
class RecordedAnswers implements AnswerStore {
  readonly #answers = new Map<string, { answer: KeptAnswer; at: number }>();

  async findAnswer(key: string, since: number): Promise<KeptAnswer | undefined> {
    const kept = this.#answers.get(key);
    return kept && kept.at >= since ? kept.answer : undefined;
  }

  async keepAnswer(key: string, answer: KeptAnswer, at: number): Promise<void> {
    this.#answers.set(key, { answer, at });
  }
}

/** Everything that the routes speak to, in memory. */
export function recordedServices(changes: Partial<AppServices> = {}): AppServices {
  const owner = new OwnersToken(token);
  return {
    butler: new RecordedButler(),
    settings: new Settings(preferences, {}, new RecordedPreferences()),
    identity: {
      machineIdentifier: '0123456789abcdef0123456789abcdef01234567',
      version: '0.1.0',
      friendlyName: 'attic',
    },
    history: recordedHistory,
    logs: recordedLogs,
    answers: new RecordedAnswers(),
    reports: recordedHistory,
    guide: recordedGuide,
    updates: recordedUpdates,
    lookBack: async ({ title }) => ({ title, ...recordedLookBack }),
    webhooks: new RecordedWebhooks(),
    serverZone: 'Europe/Berlin',
    supposeSchedule: () => supposed,
    sectionAdministration: new RecordedSections(recordedSections),
    items: recordedItems,
    setAside: recordedSetAside,
    units: recordedUnits,
    ...recordedArtifacts,
    workers: async () => recordedWorkers,
    backups: recordedBackups,
    restores: new RecordedRestores(),
    quarantine: new RecordedQuarantine(),
    storage: async () => recordedStorage,
    products: () => recordedProducts,
    sessions: new SessionCodes(owner, () => night),
    zone: () => 'Europe/Berlin',
    startedAt: night,
    dataFolder: '/var/lib/butler',
    machine: {
      ...{ platform: 'linux', release: '6.1.0', architecture: 'x64', processors: 4 },
      ...{ memoryBytes: 8_000_000_000, node: '26.10.0' },
    },
    capabilities: () => ({
      ...{ tasks: ['BackupDatabase', 'RefreshLibraries'], artifacts: ['indexFile'] },
      ...{ formats: ['matroska'], codecs: ['h264', 'opus'], workers: 2, dashboard: true },
      ...{ notices: ['ntfy'], updates: false, providers: ['tvmaze'], guide: true, webhooks: true },
      playbackServers: ['plex'],
    }),
    events: new EventEmitter<ButlerEvents>(),
    observation: {
      metrics: async () => 'butler_activities 2\n',
      checks: async () => ({ database: true, folders: true, workers: true, clock: true }),
    },
    sections: async () => recordedSections,
    chapterImage: async () => undefined,
    copyDatabase: async () => {
      throw new ButlerError('database-inaccessible', { file: '/data/butler.db', cause: 'it is not there' });
    },
    findWatch: rootId => recordedWatches.get(rootId),
    catalogue: emptyCatalogue,
    goneItems: { last: async () => 0, after: async () => [] },
    collections: noCollections,
    pictures: { find: nothingThere },
    files: {
      part: nothingThere,
      sidecar: nothingThere,
      artwork: nothingThere,
      indexFile: nothingThere,
      indexPicture: nothingThere,
    },
    now: () => night,
    token: owner,
    renewToken: async () => 'another-token-that-is-long-enough',
    report: error => {
      throw error;
    },
    ...changes,
  };
}

/** Asks the routes in memory, with the token unless other headers say otherwise. */
export function askOf(services: AppServices) {
  const app = createApp(services, { platform: 'linux', platformVersion: '6.1.0', startedAt: night });
  return async (target: string, headers: Record<string, string> = {}, method = 'GET', body?: string) =>
    app.request(
      target,
      { method, headers: { 'X-Plex-Token': token, ...headers }, ...(body !== undefined && { body }) },
      { incoming: { socket: { remoteAddress: '192.0.2.1' } } },
    );
}

/** As {@link askOf}, below `/api/v1`; a body that is no text is sent as JSON. */
export function askApi(changes: Partial<AppServices> = {}) {
  const ask = askOf(recordedServices(changes));
  return (method: string, target: string, body?: unknown, headers: Record<string, string> = {}) =>
    ask(
      `/api/v1${target}`,
      { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      method,
      typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
    );
}
