import type { EventEmitter } from 'node:events';
import { formatCount } from '../domain/amounts.ts';
import { formatError } from '../domain/errors.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Root, Section } from '../domain/library.ts';
import type { LibraryStore } from '../domain/ports.ts';
import type { RootWatch, Silences } from '../domain/root-watch.ts';
import { isBelow } from '../domain/scan-scope.ts';
import type { ButlerEngine } from '../engine/engine.ts';
import { Ticker } from '../engine/ticker.ts';
import { Changes } from '../library/watch/changes.ts';
import { FolderWatch } from '../library/watch/folder-watch.ts';
import { mergeFolders } from '../library/watch/merge.ts';
import { scanChangedFolder, watchFolders, watchMusic } from '../library/watch/preferences.ts';
import type { Settings } from '../settings/settings.ts';

/** Scans asked for at once in one root; more become one of what holds them all. */
const mostScans = 8;

interface Parts {
  readonly engine: ButlerEngine;
  readonly library: LibraryStore;
  readonly settings: Settings;
  readonly events: EventEmitter<ButlerEvents>;
  /** Where the system tells of no changes, now. */
  readonly readSilences: () => Silences;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
  /** See {@link Changes}. */
  readonly quietMs?: number;
}

interface WatchedRoot {
  readonly root: Root;
  readonly section: Section;
  readonly watch: FolderWatch;
  state: RootWatch | undefined;
}

/** Has folders scanned in which something changed, where the owner wants it and the system tells. */
export class LibraryWatch {
  readonly #parts: Parts;
  readonly #changes: Changes;
  readonly #ticker: Ticker;
  /** By id of the root. */
  #roots = new Map<number, WatchedRoot>();
  /** Whether the library may know other folders than are watched. */
  #isOutdated = true;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#changes = new Changes(parts.quietMs);
    const { events, settings, monotonic } = parts;
    this.#ticker = new Ticker(
      () => this.#tick(),
      monotonic,
      error => events.emit('fault', formatError(error)),
    );
    events.on('run', ({ task, endedAt }) => {
      if (task === 'RefreshLibraries' && endedAt !== undefined) this.lookAnew();
    });
    settings.on('preference', id => {
      if (id === watchFolders.id || id === watchMusic.id) this.lookAnew();
    });
  }

  start(): void {
    this.#ticker.start();
  }

  /** Safe to call twice. */
  async stop(): Promise<void> {
    await this.#ticker.stop();
    await this.#keepOnly([]);
  }

  /** The library may know other folders than are watched. */
  lookAnew(): void {
    this.#isOutdated = true;
    this.#ticker.poke();
  }

  /** How a root is watched; undefined while the owner wants none of it, and before it was first tried. */
  find(rootId: number): RootWatch | undefined {
    return this.#roots.get(rootId)?.state;
  }

  /** Returns when the next changes will be worth a scan. */
  async #tick(): Promise<number | undefined> {
    if (this.#isOutdated) {
      this.#isOutdated = false;
      await this.#cover();
    }
    const folders = this.#changes.settle(this.#parts.monotonic());
    if (folders.length > 0) await this.#scan(folders);
    return this.#changes.settlesAt;
  }

  async #cover(): Promise<void> {
    const { library, readSilences } = this.#parts;
    const sections = await this.#wanted();
    await this.#keepOnly(sections);
    if (sections.length === 0) return;
    const silences = readSilences();
    for (const section of sections) {
      for (const root of section.roots) {
        const watched = this.#roots.get(root.id) ?? this.#add(section, root);
        if (root.offlineBecause === undefined) {
          this.#tell(watched, await watched.watch.cover(await library.knownFolders(root.id), silences));
        } else {
          // There is nothing to watch; when it is back, all of it is new.
          await watched.watch.clear();
          this.#tell(watched, { folders: 0, because: root.offlineBecause });
        }
      }
    }
  }

  async #wanted(): Promise<readonly Section[]> {
    const { library, settings } = this.#parts;
    if (!settings.get(watchFolders)) return [];
    const sections = await library.sections();
    return sections.filter(({ type }) => type !== 'artist' || settings.get(watchMusic));
  }

  #add(section: Section, root: Root): WatchedRoot {
    const { monotonic } = this.#parts;
    const watch = new FolderWatch(root.path, folder => {
      if (this.#changes.note(folder, monotonic())) this.#ticker.poke();
    });
    const watched: WatchedRoot = { root, section, watch, state: undefined };
    this.#roots.set(root.id, watched);
    return watched;
  }

  async #keepOnly(sections: readonly Section[]): Promise<void> {
    const wanted = new Set(sections.flatMap(({ roots }) => roots.map(({ id }) => id)));
    for (const [id, { watch }] of this.#roots) {
      if (wanted.has(id)) continue;
      this.#roots.delete(id);
      await watch.close();
    }
    if (wanted.size === 0) this.#changes.clear();
  }

  /** Once for each thing that there is to say. */
  #tell(watched: WatchedRoot, state: RootWatch): void {
    const before = watched.state;
    watched.state = state;
    const { section, root } = watched;
    if (state.folders > 0 && !before?.folders) {
      const sentence = `${section.title}: watches ${formatCount(state.folders, 'folder')} in ${root.path}.`;
      this.#parts.events.emit('watch', { level: 'info', sentence });
    }
    if (state.because !== undefined && state.because !== before?.because) {
      const sentence = `${section.title}: ${state.because}`;
      this.#parts.events.emit('watch', { level: 'warn', sentence });
    }
  }

  async #scan(folders: readonly string[]): Promise<void> {
    const { engine, settings } = this.#parts;
    for (const { root, section } of this.#roots.values()) {
      const changed = folders.filter(folder => isBelow(folder, root.path));
      if (changed.length === 0) continue;
      const places = settings.get(scanChangedFolder) ? mergeFolders(changed, mostScans) : [root.path];
      for (const folder of places) {
        // To look at every file of a whole root is for the nights.
        await engine.scan({ sectionId: section.id, ...(folder !== root.path && { folder }) });
      }
    }
  }
}
