import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Section } from '../../domain/library.ts';
import type {
  LocalFile,
  LocalFolder,
  LocalItem,
  LocalMedia,
  LocalPart,
  NfoFile,
} from '../../domain/local-media.ts';
import type { Artwork, ArtworkKind, Sidecar } from '../../domain/metadata.ts';
import {
  findCompanionArtwork,
  findFolderArtwork,
  findSeasonArtwork,
  isShownPicture,
  type NamedArtwork,
} from './artwork-name.ts';
import { type Companion, findCompanions, findSubtitleFolders, formatOf, stemOf } from './companions.ts';
import { FolderTree, findOwnFolders, itemsOf, nameOf } from './places.ts';
import { readSidecarMarks } from './subtitle-name.ts';

/** Raised when the same files say more, or something else, than before. */
const revision = 1;

/** Folders, and items, after which others have their turn: some milliseconds. */
const atOnce = 250;

/** What lies beside the media of an item, and is about it. */
export interface LocalPlan {
  readonly item: LocalItem;
  /** Of an episode, the number of its season. */
  readonly season?: number | undefined;
  /** Whether no other item is in the same file. */
  readonly hasFileAlone: boolean;
  /** Its NFO files, the nearest first: the first that describes it counts. */
  readonly nfos: readonly NfoFile[];
  /** Of each kind the best first. */
  readonly artwork: readonly Artwork[];
  /** Of each of its parts, also of those that have none. */
  readonly sidecars: ReadonlyMap<number, readonly Sidecar[]>;
  /** Tells the state of all these files; `''` where there are none. */
  readonly version: string;
}

/**
 * Finds what lies beside the media of a section, item by item. Items of which a root is offline are left out: half of
 * what there is would look like all.
 */
export async function* planLocalMedia(section: Section, media: LocalMedia): AsyncGenerator<LocalPlan> {
  const tree = new FolderTree(media.folders);
  const roots = new Map(section.roots.map(root => [root.id, root]));
  const findings = new Findings(media, id => roots.get(id)?.path ?? '');
  const subtitles = findSubtitleFolders(media.folders, tree);
  const isExtra = ({ itemIds: [id = 0] }: LocalPart) => media.items.get(id)?.type === 'clip';
  for (const [index, folder] of media.folders.entries()) {
    if (index % atOnce === 0) await breathe();
    if (roots.get(folder.rootId)?.offlineBecause !== undefined) findings.leaveOut(folder);
    for (const [part, companions] of findCompanions(folder, subtitles.get(folder) ?? [], isExtra)) {
      findings.addCompanions(part, companions);
    }
    for (const part of folder.parts) findings.addPart(part);
  }
  for (const [id, folders] of findOwnFolders(section.type, media, tree)) {
    const item = media.items.get(id);
    if (item) for (const folder of folders) findings.addFolder(item, folder);
  }
  let planned = 0;
  for (const plan of findings.plans()) {
    if (++planned % atOnce === 0) await breathe();
    yield plan;
  }
}

interface FoundFile {
  readonly file: LocalFile;
  readonly path: string;
}

interface Found {
  readonly nfos: FoundFile[];
  readonly artwork: (FoundFile & NamedArtwork)[];
  readonly sidecars: Map<number, (FoundFile & { sidecar: Sidecar })[]>;
}

/** What each item has, as it is found. */
class Findings {
  readonly #media: LocalMedia;
  readonly #rootPath: (rootId: number) => string;
  readonly #found = new Map<number, Found>();
  readonly #leftOut = new Set<number>();
  readonly #sharing = new Set<number>();
  readonly #seasons: ReadonlyMap<string, LocalItem>;

  constructor(media: LocalMedia, rootPath: (rootId: number) => string) {
    this.#media = media;
    this.#rootPath = rootPath;
    const seasons = [...media.items.values()].filter(item => item.type === 'season');
    this.#seasons = new Map(seasons.map(season => [`${season.parentId} ${season.index}`, season]));
  }

  leaveOut(folder: LocalFolder): void {
    for (const item of itemsOf(folder.parts, this.#media)) {
      for (
        let above: LocalItem | undefined = item;
        above;
        above = this.#media.items.get(above.parentId ?? 0)
      ) {
        this.#leftOut.add(above.id);
      }
    }
  }

  /** So that the part is known to have nothing when nothing is found. A part of several items counts with the first. */
  addPart({ id, itemIds }: LocalPart): void {
    const [itemId] = itemIds;
    if (itemId === undefined) return;
    if (itemIds.length > 1) for (const shared of itemIds) this.#sharing.add(shared);
    const { sidecars } = this.#of(itemId);
    if (!sidecars.has(id)) sidecars.set(id, []);
  }

  addCompanions(part: LocalPart, companions: readonly Companion[]): void {
    for (const companion of companions) {
      if (companion.file.kind === 'subtitle' || companion.file.kind === 'lyrics') {
        this.#addSidecar(part, companion, companions);
        continue;
      }
      for (const itemId of part.itemIds) this.#addCompanion(itemId, companion);
    }
  }

  #addCompanion(itemId: number, { file, folder, rest }: Companion): void {
    const item = this.#media.items.get(itemId);
    if (!item) return;
    const found = { file, path: this.#path(folder, file) };
    if (file.kind === 'nfo' && rest === '') this.#of(itemId).nfos.unshift(found);
    const named = file.kind === 'image' ? findCompanionArtwork(item.type, rest) : undefined;
    // What names the film counts for more than what lies in its folder.
    if (named && isShownPicture(file.name))
      this.#of(itemId).artwork.push({ ...found, ...named, order: named.order - 10_000 });
  }

  #addSidecar(part: LocalPart, { file, folder, rest }: Companion, all: readonly Companion[]): void {
    const [itemId] = part.itemIds;
    if (itemId === undefined) return;
    const format = formatOf(file.name);
    const isIndex = (other: Companion) => other.rest === rest && formatOf(other.file.name) === 'idx';
    // The pictures of VobSub: their index file stands for both.
    if (format === 'sub' && all.some(isIndex)) return;
    const path = this.#path(folder, file);
    const sidecar = {
      kind: file.kind === 'lyrics' ? 'lyrics' : 'subtitle',
      file: path,
      format: format === 'idx' ? 'vobsub' : format,
      ...readSidecarMarks(rest),
    } as const;
    const { sidecars } = this.#of(itemId);
    sidecars.set(part.id, [...(sidecars.get(part.id) ?? []), { file, path, sidecar }]);
  }

  addFolder(item: LocalItem, folder: LocalFolder): void {
    for (const file of folder.files) {
      const found = { file, path: this.#path(folder, file) };
      const name = stemOf(file.name).toLowerCase();
      if (file.kind === 'nfo' && isNfoOf(item, name, folder)) this.#of(item.id).nfos.push(found);
      if (file.kind === 'audio' && name === 'theme')
        this.#of(item.id).artwork.push({ ...found, kind: 'theme', order: 0 });
      if (file.kind === 'image' && isShownPicture(file.name)) this.#addPicture(item, name, found);
    }
  }

  #addPicture(item: LocalItem, name: string, found: FoundFile): void {
    const ofSeason = item.type === 'show' || item.type === 'season' ? findSeasonArtwork(name) : undefined;
    const season =
      item.type === 'season' && ofSeason?.season === item.index
        ? item
        : this.#seasons.get(`${item.id} ${ofSeason?.season}`);
    if (ofSeason && season) this.#of(season.id).artwork.push({ ...found, ...ofSeason });
    const named = findFolderArtwork(item.type, name);
    if (named) this.#of(item.id).artwork.push({ ...found, ...named });
  }

  *plans(): Generator<LocalPlan> {
    for (const item of this.#media.items.values()) {
      if (this.#leftOut.has(item.id)) continue;
      yield {
        item,
        season: item.type === 'episode' ? this.#media.items.get(item.parentId ?? 0)?.index : undefined,
        hasFileAlone: !this.#sharing.has(item.id),
        ...summarize(this.#found.get(item.id) ?? emptyFound()),
      };
    }
  }

  #of(itemId: number): Found {
    const found = this.#found.get(itemId) ?? emptyFound();
    this.#found.set(itemId, found);
    return found;
  }

  #path(folder: LocalFolder, file: LocalFile): string {
    return [this.#rootPath(folder.rootId), folder.path, file.name].filter(name => name !== '').join('/');
  }
}

function emptyFound(): Found {
  return { nfos: [], artwork: [], sidecars: new Map() };
}

/** Names of NFO files in an item's own folder. A film's may be named after the folder. */
const nfoNames: Readonly<Partial<Record<LocalItem['type'], string>>> = {
  movie: 'movie',
  show: 'tvshow',
  season: 'season',
  artist: 'artist',
  album: 'album',
};

function isNfoOf(item: LocalItem, name: string, folder: LocalFolder): boolean {
  return (
    name === nfoNames[item.type] || (item.type === 'movie' && name === nameOf(folder.path).toLowerCase())
  );
}

function summarize(found: Found): Pick<LocalPlan, 'nfos' | 'artwork' | 'sidecars' | 'version'> {
  const nfos = [...new Map(found.nfos.map(nfo => [nfo.path, nfo])).values()];
  const artwork = found.artwork.sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
  const sidecars = [...found.sidecars].map(
    ([partId, list]) => [partId, list.sort((a, b) => (a.path < b.path ? -1 : 1))] as const,
  );
  return {
    nfos: nfos.map(({ file, path }) => ({ path, size: file.size, modifiedAt: file.modifiedAt })),
    artwork: distinct(artwork.map(({ kind, path }) => ({ kind, file: path }))),
    sidecars: new Map(sidecars.map(([partId, list]) => [partId, list.map(({ sidecar }) => sidecar)])),
    version: versionOf([
      ...nfos,
      ...artwork,
      ...sidecars.flatMap(([partId, list]) =>
        list.map(({ file, path }) => ({ file, path: `${partId} ${path}` })),
      ),
    ]),
  };
}

/** The same picture may lie in reach of an item in two ways. */
function distinct(artwork: readonly { kind: ArtworkKind; file: string }[]): Artwork[] {
  return [...new Map(artwork.map(picture => [`${picture.kind} ${picture.file}`, picture])).values()];
}

function versionOf(files: readonly FoundFile[]): string {
  if (files.length === 0) return '';
  const hash = createHash('sha1').update(String(revision));
  for (const { file, path } of files) hash.update(`\n${path} ${file.size} ${file.modifiedAt}`);
  return hash.digest('hex').slice(0, 16);
}
