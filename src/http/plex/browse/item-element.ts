import type { Ancestor, CatalogueItem, CataloguePart } from '../../../domain/catalogue.ts';
import type { ArtworkKind, ItemMetadata } from '../../../domain/metadata.ts';
import { type Element, xmlName } from '../response.ts';
import { toSeconds } from '../seconds.ts';
import { elementName } from './item-types.ts';
import { durationOf, mediaElement } from './media-element.ts';
import { tagElements } from './tag-element.ts';

/**
 * An item as Plex tells it: in lists the short form, alone with all that there is. The names, and which of them are texts
 * and which numbers, are those of Plex's own answers; the ids of other items are texts.
 */
export function itemElement(item: CatalogueItem, isDetailed: boolean): Element {
  const { metadata, media } = item;
  const { fields } = metadata;
  const parts = media.flatMap(({ parts }) => parts);
  return {
    [xmlName]: elementName(item.type),
    ratingKey: `${item.id}`,
    key: keyOf(item),
    ...ancestorAttributes('parent', item.parent),
    ...ancestorAttributes('grandparent', item.grandparent),
    guid: `local://${item.id}`,
    librarySectionID: item.section.id,
    librarySectionKey: `/library/sections/${item.section.id}`,
    librarySectionTitle: item.section.title,
    // An album of photos is a photo that is a directory.
    type: item.type === 'photoalbum' ? 'photo' : item.type,
    subtype: item.collection?.of ?? fields.subtype,
    ...(item.collection && { smart: false }),
    title: item.title,
    titleSort: item.sortTitle === item.title ? undefined : item.sortTitle,
    originalTitle: fields.originalTitle ?? otherArtist(item, parts),
    editionTitle: media[0]?.edition,
    contentRating: fields.contentRating,
    summary: fields.summary ?? '',
    tagline: fields.tagline,
    studio: fields.studio,
    index: item.index,
    ...(item.type === 'track' && trackAttributes(parts)),
    rating: fields.rating,
    audienceRating: fields.audienceRating,
    userRating: fields.userRating,
    year: item.year ?? yearOf(item.takenOn),
    ...artworkAttributes(item),
    duration: media[0] && durationOf(media[0].parts),
    originallyAvailableAt: item.originallyAvailableOn ?? item.takenOn?.slice(0, 10),
    addedAt: toSeconds(item.addedAt),
    updatedAt: toSeconds(item.updatedAt),
    ...countAttributes(item),
    chapterSource: parts.some(({ chapters }) => chapters.length > 0) ? 'media' : undefined,
    ...(media.length > 0 && { Media: media.map(one => mediaElement(one, item.type, isDetailed)) }),
    ...tagElements(metadata, isDetailed),
    ...(isDetailed && detailElements(item, parts)),
  };
}

/** The disc, and by which way it was found out what a track sounds like: Plex knows of one. */
function trackAttributes([first]: readonly CataloguePart[]): Element {
  return {
    parentIndex: first?.tags?.disc ?? 1,
    musicAnalysisVersion: first?.isMusicAnalysed ? '1' : undefined,
  };
}

/** Below a container its content is reached; by its own key a leaf. */
function keyOf({ id, type, childCount, media }: CatalogueItem): string {
  if (type === 'collection') return `/library/collections/${id}/children`;
  const key = `/library/metadata/${id}`;
  return childCount > 0 && media.length === 0 ? `${key}/children` : key;
}

function ancestorAttributes(level: 'parent' | 'grandparent', ancestor: Ancestor | undefined): Element {
  if (!ancestor) return {};
  const { id, title, index, year, metadata } = ancestor;
  return {
    [`${level}RatingKey`]: `${id}`,
    [`${level}Key`]: `/library/metadata/${id}`,
    [`${level}Guid`]: `local://${id}`,
    [`${level}Title`]: title,
    [`${level}Index`]: index,
    ...(level === 'parent' && { parentYear: year }),
    [`${level}Thumb`]: artworkUrl(id, 'thumb', metadata),
    [`${level}Art`]: artworkUrl(id, 'art', metadata),
    [`${level}Theme`]: artworkUrl(id, 'theme', metadata),
  };
}

/** The artist of a track, where it is not the one of its album. */
function otherArtist(
  { type, grandparent }: CatalogueItem,
  parts: readonly CataloguePart[],
): string | undefined {
  const artist = type === 'track' ? parts[0]?.tags?.artist : undefined;
  return artist === grandparent?.title ? undefined : artist;
}

function yearOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(0, 4));
}

function countAttributes({ type, childCount, leafCount }: CatalogueItem): Element {
  if (childCount === 0) return {};
  // Nobody has watched anything.
  return { childCount, leafCount, viewedLeafCount: 0, seasonCount: type === 'show' ? childCount : undefined };
}

/** By Plex's names for what is shown of an item: which kinds of artwork serve, the best first. */
export const artworkNames = {
  thumb: ['poster', 'thumb', 'disc'],
  art: ['art'],
  banner: ['banner'],
  clearLogo: ['clearLogo'],
  theme: ['theme'],
} as const satisfies Record<string, readonly ArtworkKind[]>;
type ArtworkName = keyof typeof artworkNames;

function artworkAttributes({ id, metadata, updatedAt, collection }: CatalogueItem): Element {
  const url = (name: ArtworkName) => artworkUrl(id, name, metadata, updatedAt);
  const borrowed = collection?.coverOf && `/library/metadata/${collection.coverOf}/thumb`;
  return { thumb: url('thumb') ?? borrowed, art: url('art'), banner: url('banner'), theme: url('theme') };
}

/** The instant in it lets clients keep a picture until it changes. */
function artworkUrl(
  id: number,
  name: ArtworkName,
  { artwork }: ItemMetadata,
  updatedAt?: number,
): string | undefined {
  const kinds: readonly ArtworkKind[] = artworkNames[name];
  if (!artwork.some(({ kind }) => kinds.includes(kind))) return undefined;
  const version = updatedAt === undefined ? '' : `/${toSeconds(updatedAt)}`;
  return `/library/metadata/${id}/${name}${version}`;
}

const imageTypes: readonly (readonly [ArtworkName, string])[] = [
  ['thumb', 'coverPoster'],
  ['art', 'background'],
  ['banner', 'banner'],
  ['clearLogo', 'clearLogo'],
];

function detailElements(item: CatalogueItem, parts: readonly CataloguePart[]): Element {
  const { id, title, metadata, updatedAt } = item;
  const images = imageTypes.flatMap(([name, type]) => {
    const url = artworkUrl(id, name, metadata, updatedAt);
    return url === undefined ? [] : [{ alt: title, type, url }];
  });
  const [first] = parts;
  return {
    ...(images.length > 0 && { Image: images }),
    ...(metadata.locked.size > 0 && { Field: [...metadata.locked].map(name => ({ locked: true, name })) }),
    ...(first && chapterElements(first, item.media[0]?.id ?? 0)),
    thumbBlurHash: blurHashOf('thumb', metadata, parts) ?? first?.blurHashes['photo'],
    artBlurHash: blurHashOf('art', metadata, parts),
    ...(first && markerElements(first)),
  };
}

/** Of the picture that is shown under a name: an attribute beside Plex's own. */
function blurHashOf(
  name: ArtworkName,
  { artwork }: ItemMetadata,
  parts: readonly CataloguePart[],
): string | undefined {
  const shown = (artworkNames[name] as readonly ArtworkKind[])
    .map(kind => artwork.find(one => one.kind === kind))
    .find(one => one !== undefined);
  if (!shown) return undefined;
  const key = 'file' in shown ? `file:${shown.file}` : `blob:${shown.blob}`;
  return parts.map(({ blurHashes }) => blurHashes[key]).find(hash => hash !== undefined);
}

function chapterElements(
  { id, chapters, chapterThumbs, blurHashes }: CataloguePart,
  mediaId: number,
): Element {
  if (chapters.length === 0) return {};
  return {
    Chapter: chapters.map(({ startMs, endMs, title }, place) => ({
      id: id * 1_000 + place + 1,
      filter: '',
      tag: title ?? '',
      index: place + 1,
      startTimeOffset: Math.round(startMs),
      endTimeOffset: Math.round(endMs),
      thumb:
        chapterThumbs?.chapters[place]?.atMs === undefined
          ? undefined
          : `/library/media/${mediaId}/chapterImages/${place + 1}`,
      thumbBlurHash: blurHashes[`chapter:${place + 1}`],
    })),
  };
}

function markerElements({ id, markers }: CataloguePart): Element {
  if (markers.length === 0) return {};
  return {
    Marker: markers.map(({ kind, startMs, endMs, final }, place) => ({
      id: id * 1_000 + 501 + place,
      type: kind,
      startTimeOffset: Math.round(startMs),
      endTimeOffset: Math.round(endMs),
      final: final || undefined,
      // python-plexapi takes a marker without them for broken.
      Attributes: { id: id * 1_000 + 501 + place, version: 4 },
    })),
  };
}
