import type { Identity, ItemType, SectionType } from '../domain/library.ts';
import type { Said } from '../domain/metadata.ts';

/** An item as a file's identity asks for it. */
export interface PlannedItem {
  /** What makes it the same item again, within its section. Parts of it are separated by `/`. */
  readonly key: string;
  /** Of a clip: what the key of its film or show begins with. */
  readonly parentKey?: string;
  readonly type: ItemType;
  readonly title: string;
  /** The title is a stand-in: it does not replace one that a file gave. */
  readonly isStandIn?: boolean;
  readonly year?: number;
  /** Number of a season, episode or track. */
  readonly index?: number;
  readonly airedOn?: string;
  readonly takenOn?: string;
  /** What else the name says. It is in the key too: with another one the item would be another. */
  readonly said?: Said;
}

/** Where a file belongs. */
export interface FilingPlan {
  /** Parents before their children. */
  readonly items: readonly PlannedItem[];
  /** Keys of the items that the file is media of: several for a file with several episodes. */
  readonly leaves: readonly string[];
  readonly edition?: string;
  readonly partIndex?: number;
}

type IdentityOf<K extends Identity['kind']> = Extract<Identity, { kind: K }>;

/** Plans the items of one file; undefined where it is to be left out of the library. */
export function planFiling(type: SectionType, identity: Identity): FilingPlan | undefined {
  switch (identity.kind) {
    case 'movie':
      return planMovie(identity);
    case 'episode':
      return planEpisodes(identity);
    case 'track':
      return planTrack(identity);
    case 'photo':
      return planPhoto(identity);
    case 'extra':
      return planExtra(type, identity);
    case 'ignored':
      return undefined;
  }
}

/** What the keys of a film's or show's clips begin with. They may be filed before it is, and know no external ids. */
export function clipPrefix(itemKey: string): string {
  return `clip/${itemKey.split('/', 3).join('/')}/`;
}

function planMovie(movie: IdentityOf<'movie'>): FilingPlan {
  const { title, year } = movie;
  const base = `movie/${fold(title)}/${year ?? ''}`;
  const item: PlannedItem = {
    key: withIds(base, movie.externalIds),
    type: 'movie',
    title,
    ...(year !== undefined && { year }),
    ...(movie.externalIds && { said: { ids: movie.externalIds } }),
  };
  return { items: [item], leaves: [item.key], ...version(movie) };
}

function planEpisodes(episode: IdentityOf<'episode'>): FilingPlan {
  const { showYear, airedOn } = episode;
  const show: PlannedItem = {
    key: withIds(`show/${fold(episode.show)}/${showYear ?? ''}`, episode.externalIds),
    type: 'show',
    title: episode.show,
    ...(showYear !== undefined && { year: showYear }),
    ...(episode.externalIds && { said: { ids: episode.externalIds } }),
  };
  const number = episode.season ?? (airedOn ? Number(airedOn.slice(0, 4)) : 1);
  const season: PlannedItem = {
    key: `${show.key}/s${number}`,
    parentKey: show.key,
    type: 'season',
    title: number === 0 ? 'Specials' : `Season ${number}`,
    index: number,
  };
  const dated = {
    parentKey: season.key,
    type: 'episode',
    ...(airedOn !== undefined && { airedOn }),
  } as const;
  const episodes: PlannedItem[] = episode.episodes.map(index => ({
    ...dated,
    key: `${season.key}/e${index}`,
    title: episode.title ?? `Episode ${index}`,
    isStandIn: episode.title === undefined,
    index,
  }));
  if (episodes.length === 0) {
    const name = airedOn ?? episode.title ?? '';
    episodes.push({ ...dated, key: `${season.key}/${fold(name)}`, title: episode.title ?? name });
  }
  return { items: [show, season, ...episodes], leaves: episodes.map(item => item.key), ...version(episode) };
}

function planTrack(track: IdentityOf<'track'>): FilingPlan {
  const artist: PlannedItem = {
    key: `artist/${fold(track.albumArtist)}`,
    type: 'artist',
    title: track.albumArtist,
  };
  const album: PlannedItem = {
    key: `${artist.key}/${fold(track.album)}`,
    parentKey: artist.key,
    type: 'album',
    title: track.album,
    ...(track.year !== undefined && { year: track.year }),
  };
  const item: PlannedItem = {
    key: `${album.key}/${track.disc}/${track.track ?? ''}/${exact(track.title)}`,
    parentKey: album.key,
    type: 'track',
    title: track.title,
    ...(track.track !== undefined && { index: track.track }),
  };
  return { items: [artist, album, item], leaves: [item.key] };
}

function planPhoto(photo: IdentityOf<'photo'>): FilingPlan {
  const album: PlannedItem = {
    key: `photoalbum/${exact(photo.album)}`,
    type: 'photoalbum',
    title: photo.album,
  };
  const item: PlannedItem = {
    key: `${album.key}/${exact(photo.title)}`,
    parentKey: album.key,
    type: 'photo',
    title: photo.title,
    ...(photo.takenOn !== undefined && { takenOn: photo.takenOn }),
  };
  return { items: [album, item], leaves: [item.key] };
}

function planExtra(type: SectionType, extra: IdentityOf<'extra'>): FilingPlan {
  const parentKey = `${type}/${fold(extra.of.title)}/${extra.of.year ?? ''}`;
  const item: PlannedItem = {
    key: `${clipPrefix(parentKey)}${extra.extraType}/${exact(extra.title)}`,
    parentKey,
    type: 'clip',
    title: extra.title,
    said: { fields: { subtype: extra.extraType } },
  };
  return { items: [item], leaves: [item.key] };
}

function version(identity: {
  edition?: string;
  partIndex?: number;
}): Pick<FilingPlan, 'edition' | 'partIndex'> {
  return {
    ...(identity.edition !== undefined && { edition: identity.edition }),
    ...(identity.partIndex !== undefined && { partIndex: identity.partIndex }),
  };
}

/** Ids tell films of the same title and year apart. */
function withIds(key: string, ids: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(ids ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [key, ...entries.map(([name, id]) => `${name}=${id}`.replaceAll('/', ' '))].join('/');
}

/** A title without what spellings of the same title differ in: case, accents, punctuation. */
function fold(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words || exact(title);
}

/** A title whose punctuation counts, as part of a key. */
function exact(title: string): string {
  return title.normalize('NFC').toLowerCase().replaceAll('/', ' ').trim();
}
