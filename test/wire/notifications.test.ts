import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ActivityView } from '../../src/domain/butler.ts';
import type { ButlerEvents } from '../../src/domain/events.ts';
import type { Preference } from '../../src/domain/preference.ts';
import { noProgress, type Run } from '../../src/domain/run.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import { friendlyName } from '../../src/settings/preferences.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openBrowsedLibrary } from '../support/browsed-library.ts';
import { makeFacts } from '../support/context.ts';
import { EventStreamReader } from '../support/event-stream.ts';
import { RecordedPreferences, recordedServices, token } from '../support/http.ts';
import { listing, type TestLibrary } from '../support/library.ts';
import { night, RecordedButler, run } from '../support/recorded-butler.ts';
import { SocketClient } from '../support/socket-client.ts';

const secret: Preference = {
  id: 'Secret',
  type: 'text',
  default: '',
  label: 'A secret',
  summary: '',
  group: 'butler',
  secret: true,
};

/** A scan of the section of films, which moves on when it is told to. */
class ScanningButler extends RecordedButler {
  readonly scanning = run('RefreshLibraries', 12, { state: 'running', trigger: 'partial' });
  isRunning = false;
  progress = 0;

  override activities(): readonly ActivityView[] {
    if (!this.isRunning) return [];
    const detail = { ...noProgress, done: this.progress, total: 100 };
    return [
      {
        uuid: '00000000-0000-4000-8000-000000000012',
        type: 'library.update.section',
        cancellable: true,
        title: 'Refresh Libraries',
        subtitle: this.progress === 0 ? '' : 'Amélie & "Ø" <1>.mkv',
        progress: this.progress,
        sectionId: 1,
        run: this.scanning,
        detail,
        files: [],
      },
    ];
  }
}

let library: TestLibrary;
let events: EventEmitter<ButlerEvents>;
let butler: ScanningButler;
let settings: Settings;
let server: HttpServer;

beforeEach(async () => {
  library = await openBrowsedLibrary();
  events = new EventEmitter();
  butler = new ScanningButler();
  settings = new Settings([friendlyName, secret], {}, new RecordedPreferences());
  settings.on('preference', id => events.emit('preference', id));
  const services = recordedServices({
    events,
    butler,
    settings,
    catalogue: library.store.catalogue,
    goneItems: library.store.goneItems,
    sections: () => library.library.sections(),
  });
  server = await createHttpServer({ ...services, host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await server.close();
  await library[Symbol.asyncDispose]();
});

/** Has everything happen that is told, each when the one before has arrived. */
async function* happen(): AsyncGenerator<void, void> {
  // Reads come one after the other: what was there before is known by then.
  await library.store.catalogue.items([1]);
  await library.store.goneItems.last();
  // A task that only waits is no activity yet.
  events.emit('run', { ...butler.scanning, state: 'queued' });
  butler.isRunning = true;
  events.emit('run', butler.scanning);
  // It is an activity, and a status.
  yield;
  yield;
  for (butler.progress = 1; butler.progress < 42; butler.progress++) {
    events.emit('progress', butler.scanning.id, noProgress);
  }
  yield;
  const [section] = await library.library.sections();
  if (!section) throw new Error('There is no section.');
  const folder = { 'clock.mkv': 1_000, 'train.mkv': 1_001, 'river.mkv': 1_002 };
  await library.take(section, [listing('', folder)], [], night);
  const [part] = await library.library.unreadParts('1');
  if (!part) throw new Error('There is nothing new.');
  const film = { kind: 'movie', title: 'River & “Sea”', year: 2024 } as const;
  await library.library.keepFacts(part, '1', makeFacts('river'), film, night);
  events.emit('mediaAdded');
  // The item was created, and is done.
  yield;
  yield;
  const progress = { ...noProgress, done: 100, total: 100 };
  const ended: Run = { ...butler.scanning, state: 'succeeded', endedAt: night + 60_000, progress };
  events.emit('run', ended);
  yield;
  yield;
  await settings.set({ FriendlyName: 'Attic' });
  yield;
  await library.store.db.deleteFrom('item').where('title', '=', film.title).execute();
  await library.store.db
    .updateTable('gone_item')
    .set({ at: night + 90_000 })
    .execute();
  events.emit('run', run('GarbageCollectLibraryMedia', 13, { endedAt: night + 90_000 }));
  yield;
}

async function golden(name: string): Promise<string> {
  return await readFile(new URL(`notifications/${name}`, import.meta.url), 'utf8');
}

test('the messages of the websocket', async () => {
  const client = await SocketClient.open(`${server.address.url}/:/websockets/notifications`, {
    'X-Plex-Token': token,
  });
  const messages: string[] = [];
  for await (const _ of happen()) messages.push(await client.next());
  expect(messages).toEqual(
    JSON.parse(await golden('messages.json')).map((message: unknown) => JSON.stringify(message)),
  );
});

test('the events of the event stream', async () => {
  const response = await fetch(`${server.address.url}/:/eventsource/notifications?X-Plex-Token=${token}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  if (!response.body) throw new Error('There is no stream.');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  // The first is a ping.
  let wanted = 1;
  let text = (await reader.read()).value ?? '';
  for await (const _ of happen()) {
    for (wanted++; text.split('\n\n').length <= wanted; ) text += (await reader.read()).value ?? '';
  }
  expect(text).toBe(await golden('events.txt'));
  await reader.cancel();
});

test('only what is asked for', async () => {
  const response = await fetch(`${server.address.url}/:/eventsource/notifications?filters=preference`, {
    headers: { 'X-Plex-Token': token },
  });
  const stream = new EventStreamReader(response);
  expect(await stream.next()).toMatchObject({ event: 'ping', data: {} });
  butler.isRunning = true;
  events.emit('run', butler.scanning);
  await settings.set({ FriendlyName: 'Attic' });
  expect(await stream.next()).toMatchObject({ event: 'preference', data: { Setting: { value: 'Attic' } } });
  await stream.close();
});

test('a secret that changes is told without its value', async () => {
  const response = await fetch(`${server.address.url}/:/eventsource/notifications`, {
    headers: { 'X-Plex-Token': token },
  });
  const stream = new EventStreamReader(response);
  await stream.next();
  await settings.set({ Secret: 'correct-horse' });
  expect(await stream.next()).toMatchObject({
    event: 'preference',
    data: { Setting: { id: 'Secret', value: '', hidden: true } },
  });
  await stream.close();
});

test('what belongs to something else names it', async () => {
  const response = await fetch(`${server.address.url}/:/eventsource/notifications?filters=timeline`, {
    headers: { 'X-Plex-Token': token },
  });
  const stream = new EventStreamReader(response);
  await stream.next();
  await library.store.catalogue.items([1]);
  await library.store.goneItems.last();
  const [, section] = await library.library.sections();
  if (!section) throw new Error('There is no section of series.');
  const folder = { 's1e1.mp4': 1_000, 's1e2.mp4': 1_001, 's2e1.mp4': 1_002, 's2e2.mp4': 1_003 };
  await library.take(section, [listing('', folder)], [], night);
  await library.read({
    's2e2.mp4': { kind: 'episode', show: 'Small Planets', showYear: 2021, season: 2, episodes: [2] },
  });
  events.emit('mediaAdded');
  const show = '3';
  const { items } = await library.store.catalogue.page({ parentId: 3, sort: [] }, { start: 0, size: 10 });
  const season = items.find(({ index }) => index === 2)?.id;
  for (const state of [0, 5]) {
    expect(await stream.next()).toMatchObject({
      event: 'timeline',
      data: {
        TimelineEntry: { type: 4, state, sectionID: '2', parentItemID: `${season}`, rootItemID: show },
      },
    });
  }
  await stream.close();
});
