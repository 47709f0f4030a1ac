import type { FileKind, ItemType } from './library.ts';
import type { MusicTags, PhotoFacts } from './media.ts';
import type { Said } from './metadata.ts';

/** A file on disk, in the state in which the last scan found it. */
export interface LocalFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970 UTC, with their fraction. */
  readonly modifiedAt: number;
  readonly kind: FileKind;
}

/** A media file, and the items that it is media of. */
export interface LocalPart {
  readonly id: number;
  readonly name: string;
  readonly itemIds: readonly number[];
}

/** A folder of a section: its media, and the files beside them. */
export interface LocalFolder {
  readonly rootId: number;
  /** Below the root, `/` between names, `''` for the root itself. */
  readonly path: string;
  readonly parts: readonly LocalPart[];
  /** Files that are no media of their own. */
  readonly files: readonly LocalFile[];
}

export interface LocalItem {
  readonly id: number;
  readonly type: ItemType;
  readonly parentId?: number;
  /** Number of a season, episode or track. */
  readonly index?: number;
}

/** What a section has on its disks, as the last scan found it; missing files aside. */
export interface LocalMedia {
  readonly items: ReadonlyMap<number, LocalItem>;
  readonly folders: readonly LocalFolder[];
}

/** A part with tags or a cover embedded in it, and an item that it is media of. */
export interface TaggedPart {
  readonly partId: number;
  readonly itemId: number;
  /** When it was last read, in milliseconds since 1970 UTC. */
  readonly readAt: number;
}

/** What is embedded in a media file. */
export interface EmbeddedTags {
  readonly tags?: MusicTags;
  readonly photo?: PhotoFacts;
  /** The blob of its cover. */
  readonly cover?: string;
}

/** The kinds of things that an NFO file describes, by the name of its outermost element. */
export const nfoRoots = [
  'movie',
  'tvshow',
  'season',
  'episodedetails',
  'artist',
  'album',
  'musicvideo',
] as const;
export type NfoRoot = (typeof nfoRoots)[number];

/** One description in an NFO file. */
export interface NfoEntry {
  /** Absent where the file is nothing but the address of a page that has its id. */
  readonly root?: NfoRoot;
  readonly season?: number;
  readonly episode?: number;
  readonly said: Required<Pick<Said, 'fields' | 'tags' | 'ids'>>;
}

export interface Nfo {
  readonly entries: readonly NfoEntry[];
  /** What is doubtful about it, each in one sentence: ids that contradict each other. */
  readonly doubts: readonly string[];
}

/** An NFO file to be read, in the state in which the last scan found it. */
export interface NfoFile {
  /** Absolute path. */
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
}

export type NfoOutcome =
  | { readonly ok: true; readonly nfo: Nfo }
  | {
      readonly ok: false;
      /** One line for people. */
      readonly error: string;
      /** Whether the fault is in the file's content, and stays until it changes. */
      readonly isLasting: boolean;
    };

/** Reads NFO files in a process that can be killed: strangers wrote them, and their disk may hang. */
export interface NfoReader {
  /** One outcome for each file, in order. Up to 1,000 files. */
  readNfos(files: readonly NfoFile[], signal: AbortSignal): Promise<readonly NfoOutcome[]>;
}
