import type { SectionCoverage } from '../../src/domain/coverage.ts';
import { ButlerError } from '../../src/domain/errors.ts';
import type { Section } from '../../src/domain/library.ts';
import type {
  BrowsedFolder,
  FoundFolder,
  NewSection,
  SectionAdministration,
  SectionChange,
} from '../../src/http/api/section-services.ts';
import { night } from './recorded-butler.ts';

const files = { missing: 4, offline: 0, unread: 0, unreadable: 1, read: 1_310 };

const films: SectionCoverage = {
  countedAt: night + 120_000,
  items: { movie: 1_310 },
  files,
  bytes: 5_200_000_000_000,
  products: [
    {
      task: 'GenerateMediaIndexFiles',
      kind: 'indexFile',
      title: 'index files',
      of: 1_310,
      fresh: 1_204,
      stale: 32,
      missing: 74,
      setAside: 3,
      bytes: 1_640_000_000,
      staleBecause: '32 files were made with w320, not w480.',
    },
  ],
};

const empty: SectionCoverage = {
  countedAt: night + 120_000,
  items: {},
  files: { missing: 0, offline: 0, unread: 0, unreadable: 0, read: 0 },
  bytes: 0,
  products: [],
};

/** Sections in memory. The folder `/media` is all that may be chosen from; what has `nothing` in its name is not there. */
export class RecordedSections implements SectionAdministration {
  #sections: readonly Section[];

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
  }

  async list(): Promise<readonly Section[]> {
    return this.#sections;
  }

  async coverage(sections: readonly Section[]): Promise<ReadonlyMap<number, SectionCoverage>> {
    return new Map(sections.map(({ id }) => [id, id === 1 ? films : empty]));
  }

  async add({ title = 'films', type = 'movie', paths }: NewSection): Promise<Section> {
    paths.forEach(checkPath);
    const id = Math.max(0, ...this.#sections.map(section => section.id)) + 1;
    const roots = paths.map((path, index) => ({ id: 10 * id + index, sectionId: id, path }));
    const uuid = `${id}`.repeat(8).concat('-1111-4111-8111-111111111111');
    const added: Section = { id, uuid, type, title, createdAt: night, roots };
    this.#sections = [...this.#sections, added];
    return added;
  }

  async change({ id }: Section, { title, paths }: SectionChange): Promise<void> {
    paths?.forEach(checkPath);
    const roots = paths?.map((path, index) => ({ id: 10 * id + index, sectionId: id, path }));
    this.#sections = this.#sections.map(section =>
      section.id === id ? { ...section, ...(title && { title }), ...(roots && { roots }) } : section,
    );
  }

  /** Of the section with the id 1 four files are missing, of others none. */
  async forgetMissing({ id }: Section): Promise<number> {
    return id === 1 ? files.missing : 0;
  }

  async remove({ id }: Section): Promise<void> {
    this.#sections = this.#sections.filter(section => section.id !== id);
  }

  async browse(path: string): Promise<BrowsedFolder> {
    checkPath(path);
    const folders = [`${path}/films`, `${path}/music`].map(path => ({
      path,
      name: path.split('/').at(-1) ?? '',
    }));
    return { path, name: 'media', folders, isPartial: false, type: 'movie' };
  }

  async places(): Promise<readonly FoundFolder[]> {
    return [{ path: '/media', name: 'media' }];
  }
}

function checkPath(path: string): void {
  if (!path.startsWith('/media')) throw new ButlerError('folder-outside', { path });
  if (path.includes('nothing')) throw new ButlerError('root-missing', { path });
}
