import type { ChapterThumbFacts, Marker } from './analysis.ts';
import type { ItemType } from './library.ts';
import type { Loudness, TrackLoudness } from './loudness.ts';
import type { ChapterFacts, MusicTags, PhotoFacts, StreamFacts } from './media.ts';
import type { ItemMetadata, Sidecar, TagKind } from './metadata.ts';
import type { SubtitleOffset } from './speech.ts';

/** The library as people look through it: page by page, by filters, and by words. Everything here only reads. */
export interface Catalogue {
  /** One page of what a query finds, and how much it finds in all. */
  page(query: ItemQuery, page: Page): Promise<ItemPage>;
  /** The items with these ids, in that order, with every detail; those that are not there are left out. */
  items(ids: readonly number[]): Promise<readonly CatalogueItem[]>;
  /** The values that items of a type have in a field, to choose from: each as a filter wants it, and for people. */
  choices(sectionId: number, type: ItemType, field: ChoiceField): Promise<readonly Choice[]>;
  /** How much every section has, by its id; those without any file are left out. */
  extents(): Promise<ReadonlyMap<number, SectionExtent>>;
  /** What fits best of every type, `limit` items each: in their titles every word of the text begins a word. */
  search(text: string, limit: number, sectionId?: number): Promise<readonly Hits[]>;
  /** Tags of these kinds in whose names a word begins with the text, `limit` of each, the shortest names first. */
  searchTags(
    text: string,
    kinds: readonly TagField[],
    limit: number,
    sectionId?: number,
  ): Promise<readonly TagHit[]>;
}

/** Of all files of a section. */
export interface SectionExtent {
  readonly bytes: number;
  /** Of those whose duration is known. */
  readonly durationMs: number;
}

export interface Page {
  /** How many items are skipped. */
  readonly start: number;
  readonly size: number;
}

export interface ItemPage {
  readonly items: readonly CatalogueItem[];
  readonly total: number;
}

export interface ItemQuery {
  readonly sectionId?: number;
  readonly type?: ItemType;
  /** Only what is directly below this item; clips (the extras of a film) when they are asked for by type. */
  readonly parentId?: number;
  /** Only the members of this collection, in their order unless another one is given. */
  readonly memberOf?: number;
  /** Only what is two levels below this item. */
  readonly grandparentId?: number;
  readonly where?: Condition;
  /** The first counts most. What is equal in all of them comes in the order of titles, what has no value comes last. */
  readonly sort: readonly ItemSort[];
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | Comparison;

/** Which item a condition or an order looks at: the one that is listed, or one above it. */
export type Level = 'item' | 'parent' | 'grandparent';

/** Holds when one of the values fits; for `isNot` and `hasNot`, when none does. */
export interface Comparison {
  readonly level: Level;
  readonly field: FilterField;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** `has` is meant for texts: every word of the value begins a word of the text. */
export type Operator = 'is' | 'isNot' | 'has' | 'hasNot' | 'begins' | 'ends' | 'above' | 'below';

/** Fields of one value, that are compared as texts or numbers. Instants are seconds since 1970 UTC. */
export const plainFields = [
  'title',
  'id',
  'index',
  'year',
  'decade',
  'addedAt',
  'updatedAt',
  'originallyAvailableAt',
  'duration',
  'studio',
  'contentRating',
  'rating',
  'audienceRating',
  'userRating',
] as const;
/** Fields of the files of an item. */
export const fileFields = ['resolution', 'audioLanguage', 'subtitleLanguage', 'hdr', 'duplicate'] as const;
/** Fields of many values: ids of tags, or their names. */
export const tagFields = [
  'genre',
  'director',
  'writer',
  'producer',
  'actor',
  'collection',
  'country',
  'label',
  'mood',
  'style',
  'autotag',
  'camera',
  'place',
] as const;
export type PlainField = (typeof plainFields)[number];
export type FileField = (typeof fileFields)[number];
export type TagField = (typeof tagFields)[number];
/** `guid` is an id of a service, as `imdb://tt0111161`, or `local://<id>`. */
export type FilterField = PlainField | FileField | TagField | 'guid';

export const sortFields = [
  'titleSort',
  'addedAt',
  'updatedAt',
  'originallyAvailableAt',
  'year',
  'index',
  'disc',
  'id',
  'duration',
  'mediaHeight',
  'mediaBitrate',
  'rating',
  'audienceRating',
  'userRating',
  'random',
] as const;
export type SortField = (typeof sortFields)[number];

export interface ItemSort {
  readonly level: Level;
  readonly field: SortField;
  readonly descending: boolean;
}

export const choiceFields = [
  'firstCharacter',
  'year',
  'decade',
  'studio',
  'contentRating',
  'resolution',
  'audioLanguage',
  'subtitleLanguage',
  ...tagFields,
] as const;
export type ChoiceField = (typeof choiceFields)[number];

export interface Choice {
  readonly key: string;
  readonly title: string;
  /** How many items it stands for. */
  readonly count: number;
}

/** What a search found of one type, the best first. */
export interface Hits {
  readonly type: ItemType;
  readonly items: readonly CatalogueItem[];
}

/** A tag that a search found, once for each section that has items with it. */
export interface TagHit {
  readonly id: number;
  readonly kind: TagKind;
  readonly name: string;
  readonly sectionId: number;
  /** How many items of the section have it. */
  readonly count: number;
}

/** An item with what is known of it and of its files. */
export interface CatalogueItem {
  readonly id: number;
  readonly section: { readonly id: number; readonly title: string };
  readonly type: ItemType;
  readonly title: string;
  readonly sortTitle: string;
  /** Number of a season, an episode or a track. */
  readonly index?: number;
  readonly year?: number;
  /** ISO date. */
  readonly originallyAvailableOn?: string;
  /** When a photo was taken, as the camera wrote it: ISO without zone. */
  readonly takenOn?: string;
  readonly addedAt: number;
  readonly updatedAt: number;
  readonly parent?: Ancestor;
  readonly grandparent?: Ancestor;
  /** Of a collection: what its members are, whether Butler made it, and the item whose picture may stand for it. */
  readonly collection?: { readonly of: ItemType; readonly isMade: boolean; readonly coverOf?: number };
  /** Items directly below it, extras aside, and those at the very bottom: 0 where it has files of its own. Of a collection, its members. */
  readonly childCount: number;
  readonly leafCount: number;
  readonly metadata: ItemMetadata;
  readonly media: readonly CatalogueMedia[];
}

/** What an item belongs to, in the little that is told of it beside the item. */
export interface Ancestor {
  readonly id: number;
  readonly title: string;
  readonly index?: number;
  readonly year?: number;
  readonly metadata: ItemMetadata;
}

/** One version of an item. */
export interface CatalogueMedia {
  readonly id: number;
  readonly edition?: string;
  /** In their order; several for a film in several files. */
  readonly parts: readonly CataloguePart[];
}

/** A file. From the chapters on, it is told only where every detail is. */
export interface CataloguePart {
  readonly id: number;
  /** Absolute path. */
  readonly path: string;
  readonly size: number;
  /** Whether the last scan found it. */
  readonly isPresent: boolean;
  /** Whether its root can be reached. */
  readonly isOnline: boolean;
  readonly hasIndexFile: boolean;
  /** Whether it is known what it sounds like, and when somebody speaks in it. */
  readonly isMusicAnalysed: boolean;
  readonly isSpeechKnown: boolean;
  /** FFmpeg's name of the format. */
  readonly container?: string;
  readonly durationMs?: number;
  /** Bits per second. */
  readonly bitrate?: number;
  /** Of the picture as it is shown, in pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly streams: readonly StreamFacts[];
  readonly tags?: MusicTags;
  readonly photo?: PhotoFacts;
  readonly chapters: readonly ChapterFacts[];
  /** What its chapters show, place by place; of a file without chapters those that were made. */
  readonly chapterThumbs?: ChapterThumbFacts;
  /** See `Analyses`. */
  readonly blurHashes: Readonly<Record<string, string>>;
  readonly markers: readonly Marker[];
  readonly loudness: readonly TrackLoudness[];
  /** Of the album that it is a track of. */
  readonly albumLoudness?: Loudness;
  /** Of the subtitles among its sidecars that can be compared with what is spoken. */
  readonly subtitleOffsets: readonly SubtitleOffset[];
  readonly sidecars: readonly Sidecar[];
}
