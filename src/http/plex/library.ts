import { type Context, Hono } from 'hono';
import type { Butler } from '../../domain/butler.ts';
import type { Root, Section, SectionType } from '../../domain/library.ts';
import type { RootWatch } from '../../domain/root-watch.ts';
import { preferredEncoding } from '../negotiation.ts';
import { type Element, encode, respond } from './response.ts';
import { toSeconds } from './seconds.ts';

/** Where the sections are read from. */
export type Sections = () => Promise<readonly Section[]>;

/** How a root, by its id, is watched for changes; undefined where that is not wanted. */
export type FindWatch = (rootId: number) => RootWatch | undefined;

/** `/library`, `/library/sections`, and the latter's newer name: what the library holds and where it lies. */
export function libraryRoutes(sections: Sections, findWatch: FindWatch, butler: Butler): Hono {
  const answer = async (c: Context) => {
    const all = await sections();
    const refreshing = butler
      .tasks()
      .some(task => task.name === 'RefreshLibraries' && task.active?.state === 'running');
    const encoding = preferredEncoding(c.req.header('accept'));
    const element = {
      size: all.length,
      allowSync: false,
      identifier: 'com.plexapp.plugins.library',
      title1: 'Plex Library',
      Directory: all.map(section => toElement(section, refreshing, findWatch)),
    };
    return respond(encoding, encode(encoding, 'MediaContainer', element));
  };
  return new Hono({ strict: false })
    .get('/library', answer)
    .get('/library/sections', answer)
    .get('/library/sections/all', answer);
}

/** By these names clients know what kind of matching a section gets. */
export const readers: Record<SectionType, { readonly agent: string; readonly scanner: string }> = {
  movie: { agent: 'tv.plex.agents.movie', scanner: 'Plex Movie' },
  show: { agent: 'tv.plex.agents.series', scanner: 'Plex TV Series' },
  artist: { agent: 'tv.plex.agents.music', scanner: 'Plex Music' },
  photo: { agent: 'com.plexapp.agents.none', scanner: 'Plex Photo Scanner' },
};

function toElement(section: Section, refreshing: boolean, findWatch: FindWatch): Element {
  return {
    // Whether its files may be downloaded. Some clients take a token for one of a guest where they may not.
    allowSync: true,
    refreshing,
    key: String(section.id),
    type: section.type,
    title: section.title,
    ...readers[section.type],
    // Plex's code for "no language".
    language: 'xn',
    uuid: section.uuid,
    updatedAt: toSeconds(section.scannedAt ?? section.createdAt),
    createdAt: toSeconds(section.createdAt),
    scannedAt: toSeconds(section.scannedAt),
    content: true,
    directory: true,
    Location: section.roots.map(root => toLocation(root, findWatch(root.id))),
  };
}

/** What Plex does not tell: why a folder cannot be scanned, how many of its folders are watched, and why not all. */
function toLocation({ id, path, offlineBecause }: Root, watch: RootWatch | undefined): Element {
  return { id, path, offlineBecause, watchedFolders: watch?.folders, unwatchedBecause: watch?.because };
}
