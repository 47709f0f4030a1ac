import type { MediaFacts } from './media.ts';

/** Plex's names for what a section holds. */
export const sectionTypes = ['movie', 'show', 'artist', 'photo'] as const;
export type SectionType = (typeof sectionTypes)[number];

export interface Section {
  readonly id: number;
  readonly uuid: string;
  readonly type: SectionType;
  readonly title: string;
  readonly createdAt: number;
  readonly scannedAt?: number;
  readonly roots: readonly Root[];
}

export interface Root {
  readonly id: number;
  readonly sectionId: number;
  /** Absolute, normalised path. */
  readonly path: string;
  /** The file system it was first seen on (`st_dev`): another one means another disk is mounted there. */
  readonly device?: number;
  /** Why it cannot be scanned now; its files are kept as they are while it is set. */
  readonly offlineBecause?: string;
}

/** What a file is taken for, by its extension alone. Kept as its index in this list. */
export const fileKinds = ['other', 'video', 'audio', 'image', 'subtitle', 'nfo', 'lyrics'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A media file of the library: where it is, and what was found in it. */
export interface Part {
  readonly id: number;
  readonly sectionId: number;
  readonly sectionType: SectionType;
  /** Absolute path. */
  readonly path: string;
  /** Path below its root, with `/` between names. */
  readonly relativePath: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly contentHash?: string;
  readonly durationMs?: number;
}

/** What a path and the facts of a file say it is. Pure result of `src/library/naming`. */
export type Identity =
  | {
      readonly kind: 'movie';
      readonly title: string;
      readonly year?: number;
      readonly edition?: string;
      /** From 1, for films in several files (cd1, part2). */
      readonly partIndex?: number;
      readonly externalIds?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'episode';
      readonly show: string;
      readonly showYear?: number;
      readonly season?: number;
      /** All episodes in the file: `S01E02-E03` is [2, 3]. Empty when named by date, or by a title alone. */
      readonly episodes: readonly number[];
      /** ISO date, for shows named by date. */
      readonly airedOn?: string;
      readonly title?: string;
      readonly edition?: string;
      readonly partIndex?: number;
      readonly externalIds?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'track';
      readonly albumArtist: string;
      readonly artist: string;
      readonly album: string;
      readonly title: string;
      readonly disc: number;
      readonly track?: number;
      readonly year?: number;
    }
  | { readonly kind: 'photo'; readonly album: string; readonly title: string; readonly takenOn?: string }
  | {
      readonly kind: 'extra';
      readonly extraType: ExtraType;
      readonly title: string;
      /** What it belongs to: the identity that a main file in the same place would have. */
      readonly of: { readonly title: string; readonly year?: number };
    }
  | { readonly kind: 'ignored'; readonly because: string };

export const extraTypes = [
  'trailer',
  'behindthescenes',
  'deletedscene',
  'featurette',
  'interview',
  'scene',
  'short',
  'other',
] as const;
export type ExtraType = (typeof extraTypes)[number];

/** Names a file. Pure: path below the section's root, and facts where the file was already read. */
export type Identify = (type: SectionType, relativePath: string, facts?: MediaFacts) => Identity;

/** Plex's metadata types. */
export const itemTypes = [
  'movie',
  'show',
  'season',
  'episode',
  'artist',
  'album',
  'track',
  'photoalbum',
  'photo',
  'clip',
  'collection',
] as const;
export type ItemType = (typeof itemTypes)[number];

/** A derived file that the library knows: what it was made from and with which settings is in `version`. */
export interface Artifact {
  readonly partId: number;
  readonly kind: ArtifactKind;
  readonly version: string;
  /** Path below the bundles folder; absolute for a copy that is elsewhere. */
  readonly path: string;
  readonly bytes: number;
}

export const artifactKinds = [
  'indexFile',
  'tiles',
  'thumbnailTrack',
  'chapterThumbs',
  // Copies beside the media, and in a folder laid out as Plex's.
  'indexFileBeside',
  'tilesBeside',
  'indexFileInPlex',
  'edlBeside',
  'chaptersBeside',
] as const;
export type ArtifactKind = (typeof artifactKinds)[number];
