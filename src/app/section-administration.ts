import type { EventEmitter } from 'node:events';
import { homedir } from 'node:os';
import { basename, delimiter, resolve } from 'node:path';
import type { LibraryCounts, TaskProduct } from '../domain/coverage.ts';
import { ButlerError, formatError } from '../domain/errors.ts';
import type { ButlerEvents, SectionEvent } from '../domain/events.ts';
import type { Section } from '../domain/library.ts';
import type { LibraryStore } from '../domain/ports.ts';
import type { SectionStore } from '../domain/section-store.ts';
import type { ButlerEngine } from '../engine/engine.ts';
import type {
  FoundFolder,
  NewSection,
  SectionAdministration,
  SectionChange,
} from '../http/api/section-services.ts';
import { browseFolder, findAllowed, resolveFolders } from '../library/browse.ts';
import { coverageOf } from '../library/coverage.ts';
import { checkRoot, sectionTypeFor } from '../library/sections.ts';
import { attachedFolders } from '../machine/attached-folders.ts';
import { browseFolders } from '../settings/browse-preferences.ts';
import type { Settings } from '../settings/settings.ts';
import type { LibraryWatch } from './library-watch.ts';

interface Parts {
  readonly engine: ButlerEngine;
  readonly library: LibraryStore;
  /** The same, for who only looks. */
  readonly reading: Pick<LibraryStore, 'sections'>;
  readonly store: SectionStore;
  readonly settings: Settings;
  readonly count: () => Promise<LibraryCounts>;
  /** All that tasks make of files, as it is wanted now. */
  readonly products: () => readonly TaskProduct[];
  readonly watch: LibraryWatch;
  readonly events: EventEmitter<ButlerEvents>;
  /** Butler's data folder. */
  readonly data: string;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** Adding, changing and removing sections while Butler is at work, and the folders to choose from. */
export class LiveSections implements SectionAdministration {
  readonly #parts: Parts;
  /** One change after the other: each must get along with what the one before left. */
  #lastChange: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list(): Promise<readonly Section[]> {
    return this.#parts.reading.sections();
  }

  async coverage(sections: readonly Section[]): ReturnType<SectionAdministration['coverage']> {
    const counts = await this.#parts.count();
    const products = this.#parts.products();
    return new Map(sections.map(section => [section.id, coverageOf(section, counts, products)]));
  }

  add({ title, type, paths }: NewSection): Promise<Section> {
    return this.#change(async () => {
      const roots = await this.#checkRoots(paths, []);
      const [first = ''] = roots;
      const added = await this.#parts.library.addSection({
        title: title ?? basename(first),
        type: type ?? (await sectionTypeFor(first)),
        paths: roots,
      });
      await this.#parts.engine.scan({ sectionId: added.id });
      this.#tell(added, 'added');
      return added;
    });
  }

  change({ id }: Section, { title, paths }: SectionChange): Promise<void> {
    return this.#change(async () => {
      const section = await this.#get(id);
      const known = section.roots.map(({ path }) => path);
      // Where a folder cannot be had, nothing is changed.
      const roots = paths && (await this.#checkRoots(paths, known));
      if (title !== undefined && title !== section.title) await this.#parts.store.rename(id, title);
      if (roots) await this.#move(section, roots);
      this.#tell({ id, title: title ?? section.title }, 'changed');
    });
  }

  /** @param paths of all the roots that it is to have */
  async #move(section: Section, paths: readonly string[]): Promise<void> {
    const { store, engine } = this.#parts;
    const gone = section.roots.filter(({ path }) => !paths.includes(path));
    const added = paths.filter(path => !section.roots.some(root => root.path === path));
    if (gone.length > 0) await engine.cancelScan(section.id);
    for (const path of added) await store.addRoot(section.id, path);
    for (const { id } of gone) await store.removeRoot(id);
    if (added.length > 0) await engine.scan({ sectionId: section.id });
  }

  /** As the change before has left it: what a client read may be older. Throws `section-unknown`. */
  async #get(id: Section['id']): Promise<Section> {
    const section = (await this.list()).find(candidate => candidate.id === id);
    if (!section) throw new ButlerError('section-unknown', { id });
    return section;
  }

  forgetMissing(section: Section): Promise<number> {
    return this.#change(async () => {
      const files = await this.#parts.store.forgetMissing(section.id, this.#parts.now());
      if (files > 0) this.#tell(section, 'changed');
      return files;
    });
  }

  async remove({ id }: Section): Promise<void> {
    await this.#change(async () => {
      const section = await this.#get(id);
      await this.#parts.engine.cancelScan(section.id);
      await this.#parts.store.remove(section.id, this.#parts.now());
      this.#tell(section, 'removed');
    });
    this.forgetRemoved();
  }

  /** Forgets what is left of sections that were removed, also before a restart; changes wait for that. */
  forgetRemoved(): void {
    const { store, events } = this.#parts;
    const { signal } = this.#closing;
    this.#change(() => store.forgetRemoved(signal)).catch(error => {
      if (!signal.aborted) events.emit('fault', formatError(error));
    });
  }

  /** Ends what goes on by itself; it goes on after the next start. */
  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#lastChange;
  }

  async browse(path: string): ReturnType<SectionAdministration['browse']> {
    const sections = await this.list();
    const { folders, ...folder } = await browseFolder(path, await this.#allowed(sections));
    return {
      ...folder,
      ...this.#describe(folder.path, sections),
      type: await sectionTypeFor(folder.path),
      folders: folders.map(one => this.#describe(one, sections)),
    };
  }

  async places(): ReturnType<SectionAdministration['places']> {
    const sections = await this.list();
    const allowed = await this.#allowed(sections);
    const tops = allowed.filter(
      path =>
        !findAllowed(
          path,
          allowed.filter(other => other !== path),
        ),
    );
    return tops.map(path => this.#describe(path, sections));
  }

  #describe(path: string, sections: readonly Section[]): FoundFolder {
    const section = sections.find(({ roots }) =>
      findAllowed(
        path,
        roots.map(root => root.path),
      ),
    );
    return { path, name: basename(path) || path, ...(section && { sectionId: section.id }) };
  }

  /**
   * From where clients may choose, without symbolic links. Mounts and roots are known to have none, and are not looked at:
   * a share that is gone never answers, and keeps one of the few threads in which the process waits for files.
   */
  async #allowed(sections: readonly Section[]): Promise<readonly string[]> {
    const roots = sections.flatMap(section => section.roots.map(({ path }) => path));
    const mounts = this.#given() ? [] : await attachedFolders(process.platform);
    return [...new Set([...(await resolveFolders(this.#given() ?? [homedir()])), ...mounts, ...roots])];
  }

  /** The folders that the owner named, if any. */
  #given(): readonly string[] | undefined {
    const text = this.#parts.settings.get(browseFolders);
    return text === '' ? undefined : text.split(delimiter).filter(Boolean);
  }

  /** Their absolute paths without links. `known` may be named again, also while their disk is detached. */
  async #checkRoots(paths: readonly string[], known: readonly string[]): Promise<readonly string[]> {
    const { data } = this.#parts;
    const given = this.#given();
    const allowed = given && (await resolveFolders(given));
    const planned = (await this.list()).map(({ title, roots }) => ({
      title,
      roots: roots.filter(({ path }) => !known.includes(path)).map(({ path }) => ({ path })),
    }));
    const found: string[] = [];
    for (const path of paths) {
      const root = await checkRoot(path, { data, sections: planned, allowed: new Set(known) });
      if (allowed && !known.includes(root) && !findAllowed(root, allowed))
        throw new ButlerError('folder-outside', { path: resolve(path) });
      if (found.includes(root)) continue;
      planned.push({ title: basename(root), roots: [{ path: root }] });
      found.push(root);
    }
    return found;
  }

  #tell({ id: sectionId, title }: Pick<Section, 'id' | 'title'>, change: SectionEvent['change']): void {
    this.#parts.events.emit('section', { sectionId, title, change });
  }

  async #change<T>(work: () => Promise<T>): Promise<T> {
    const change = this.#lastChange.then(work);
    this.#lastChange = change.catch(() => {});
    try {
      return await change;
    } finally {
      this.#parts.watch.lookAnew();
    }
  }
}
