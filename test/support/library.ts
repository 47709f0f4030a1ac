import {
  type FileKind,
  fileKinds,
  type Identity,
  type Part,
  type Section,
  type SectionType,
} from '../../src/domain/library.ts';
import type { FolderListing } from '../../src/domain/walk.ts';
import { SqliteLibraryStore } from '../../src/store/library-store.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { makeFacts } from './context.ts';
import { makeTempFolder } from './temp-folder.ts';

/** A library in a real store, into which tests put listings and facts by hand. */
export class TestLibrary implements AsyncDisposable {
  readonly store: Store;
  readonly library: SqliteLibraryStore;
  readonly #folder: AsyncDisposable;

  private constructor(store: Store, folder: AsyncDisposable) {
    this.store = store;
    this.library = new SqliteLibraryStore(store.db);
    this.#folder = folder;
  }

  static async open(): Promise<TestLibrary> {
    const folder = await makeTempFolder();
    return new TestLibrary(await openStore(folder.path), folder);
  }

  /** A section with one root, `/media/<type>`. */
  add(type: SectionType): Promise<Section> {
    return this.library.addSection({ title: `My ${type}`, type, paths: [`/media/${type}`] });
  }

  async take(section: Section, listings: FolderListing[], gone: string[] = [], at = 10) {
    const taken = await this.library.ingest(rootOf(section), { listings, gone }, at);
    return { ...taken, ...(await this.library.countParts(section.id)) };
  }

  /** Reads every part that is not read yet, as what its name says; its content is its name. */
  async read(identities: Readonly<Record<string, Identity>>): Promise<void> {
    for (const part of await this.library.unreadParts('1')) {
      const name = part.relativePath.split('/').at(-1) ?? '';
      const identity = identities[name];
      if (!identity) throw new Error(`Nothing says what ${name} is.`);
      await this.library.keepFacts(part, '1', makeFacts(name), identity, 20);
    }
  }

  /** The only part that is unread, or was read by another version. */
  async getUnread(version: string): Promise<Part> {
    const [part, ...others] = await this.library.unreadParts(version);
    if (!part || others.length > 0) throw new Error('There is not exactly one unread part.');
    return part;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await this.#folder[Symbol.asyncDispose]();
  }
}

export function rootOf(section: Section): number {
  return section.roots[0]?.id ?? 0;
}

/** A folder with files of the given sizes, each modified at 1.5 ms. */
export function listing(
  path: string,
  files: Readonly<Record<string, number>>,
  kind: FileKind = 'video',
): FolderListing {
  const names = Object.keys(files);
  return {
    path,
    modified: 7.25,
    names,
    sizes: Float64Array.from(Object.values(files)),
    fileModified: new Float64Array(names.length).fill(1.5),
    kinds: Uint8Array.from(names, () => fileKinds.indexOf(kind)),
  };
}
