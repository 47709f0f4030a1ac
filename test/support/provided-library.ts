import type { Identity, SectionType } from '../../src/domain/library.ts';
import type { ItemMetadata, Said } from '../../src/domain/metadata.ts';
import type { ActTask } from '../../src/domain/task-definition.ts';
import type { Addresses } from '../../src/providers/open.ts';
import { refreshPeriodicMetadata } from '../../src/tasks/refresh-periodic-metadata/index.ts';
import { makeFacts, startRun, type TestRun } from './context.ts';
import { listing } from './library.ts';
import { makePng } from './png.ts';
import { tmdbFilm, tmdbHit, tmdbPage } from './provider-answers.ts';
import { type ProviderServer, startProviderServer } from './provider-server.ts';
import { VirtualPace } from './virtual-pace.ts';

const start = Date.UTC(2027, 2, 28);
const dayMs = 86_400_000;

/** A key as TMDB gives them. */
export const tmdbKey = 'd'.repeat(32);

export const heat: Identity = { kind: 'movie', title: 'Heat', year: 1995 };

/** A song of the only album of The Ferries. */
export const song = (title: string): Identity => ({
  kind: 'track',
  albumArtist: 'The Ferries',
  artist: 'The Ferries',
  album: 'Slow Harbour',
  title,
  disc: 1,
});

/** A library whose items are refreshed from a local server, night by night. */
export class ProvidedLibrary implements AsyncDisposable {
  readonly server: ProviderServer;
  readonly pace: VirtualPace;
  readonly run: TestRun;
  readonly #task: ActTask;

  private constructor(server: ProviderServer, pace: VirtualPace, task: ActTask, run: TestRun) {
    this.server = server;
    this.pace = pace;
    this.#task = task;
    this.run = run;
  }

  /** With preferences, by their ids; `elsewhere` are addresses in place of those of the server. */
  static async open(
    given: Readonly<Record<string, string>> = {},
    elsewhere: Partial<Addresses> = {},
  ): Promise<ProvidedLibrary> {
    const server = await startProviderServer();
    const pace = new VirtualPace();
    const task = refreshPeriodicMetadata({ ...server.addresses, ...elsewhere }, pace);
    return new ProvidedLibrary(server, pace, task, await startRun(task, { now: start, given }));
  }

  /** One whole run; returns its sentence. */
  refresh(): Promise<string> {
    return this.#task.run(this.run.context);
  }

  /** From here on it is so many days after the start. */
  later(days: number): void {
    this.run.setNow(start + days * dayMs);
  }

  /** Paths of what was asked since the last call. */
  asked(): (string | undefined)[] {
    return this.server.requests.splice(0).map(request => request.split('?')[0]);
  }

  /** Takes files into the section of a type: these are all that it has. */
  async add(type: SectionType, identities: Readonly<Record<string, Identity>>): Promise<void> {
    const { library } = this.run;
    const section =
      (await library.sections()).find(section => section.type === type) ??
      (await library.addSection({ title: `My ${type}`, type, paths: [`/media/${type}`] }));
    const files = Object.fromEntries(Object.keys(identities).map(name => [name, 1]));
    const kind = type === 'artist' ? 'audio' : 'video';
    await library.ingest(
      section.roots[0]?.id ?? 0,
      { listings: [listing('', files, kind)], gone: [] },
      start,
    );
    for (const part of await library.unreadParts('1')) {
      const identity = identities[part.relativePath];
      if (identity) await library.keepFacts(part, '1', makeFacts(part.relativePath), identity, start);
    }
  }

  /** Puts the film that is the answer to {@link heat} on the server, with its pictures. */
  putFilm(): void {
    Object.assign(this.server.content, {
      '/tmdb/3/search/movie': tmdbPage(tmdbHit(1, 'Heat', '1986-11-13'), tmdbHit(949, 'Heat', '1995-12-15')),
      '/tmdb/3/movie/949': tmdbFilm,
      '/t/p/w780/poster.png': makePng(10),
      '/t/p/w1280/backdrop.png': makePng(20),
      '/t/p/w500/logo.png': makePng(30),
    });
  }

  /** The item of a type, and with an index where there are several. */
  async idOf(type: string, index?: number): Promise<number> {
    const rows = await this.run.store.db.selectFrom('item').select(['id', 'idx', 'type']).execute();
    const found = rows.find(row => row.type === type && (index === undefined || row.idx === index));
    if (!found) throw new Error(`There is no ${type}.`);
    return found.id;
  }

  async known(type: string, index?: number): Promise<ItemMetadata> {
    const id = await this.idOf(type, index);
    const item = (await this.run.context.metadata.metadataOf([id])).get(id);
    if (!item) throw new Error(`There is no ${type}.`);
    return item;
  }

  /** Has an NFO file say something. */
  async sayLocally(type: string, said: Said): Promise<void> {
    const itemId = await this.idOf(type);
    await this.run.context.metadata.keep('local', [{ itemId, version: '1', ...said }], start);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}

/** Of an item the names of its tags of one kind. */
export function namesOf({ tags }: ItemMetadata, kind: string): string[] {
  return tags.filter(tag => tag.kind === kind).map(({ name }) => name);
}
