/**
 * Who says something of an item, the strongest first. `local` is what lies beside the media (NFO files, pictures,
 * subtitles), `tags` what is embedded in it, `provider` what was fetched, `analysis` what Butler found out itself,
 * `name` what paths say.
 */
export const metadataSources = ['user', 'local', 'tags', 'provider', 'analysis', 'name'] as const;
export type MetadataSource = (typeof metadataSources)[number];

/** What can be said of an item in one value, by Plex's names. */
export interface FieldValues {
  title: string;
  titleSort: string;
  originalTitle: string;
  summary: string;
  tagline: string;
  /** As it is written on the cover: `PG-13`, `FSK 12`, `de/16`. */
  contentRating: string;
  /** By critics, 0 to 10. */
  rating: number;
  /** By everybody, 0 to 10. */
  audienceRating: number;
  /** By the owner, 0 to 10. */
  userRating: number;
  /** Of a film, the maker; of a show, the network; of an album, the label. */
  studio: string;
  year: number;
  /** ISO date. */
  originallyAvailableAt: string;
  /** Of a show: `Ended`, `Continuing`. */
  status: string;
  /** What sort of extra a clip is: one of `extraTypes`. */
  subtype: string;
}
export type FieldName = keyof FieldValues;

/** What can be said of an item many times over. */
export const tagKinds = [
  'genre',
  'director',
  'writer',
  'producer',
  'actor',
  'composer',
  'collection',
  'country',
  'label',
  'mood',
  'style',
  'similar',
  'autotag',
  'camera',
  'place',
] as const;
export type TagKind = (typeof tagKinds)[number];

/** Kinds in which sources do not contradict but complete each other: of the others the strongest source has its say. */
export const unitedTagKinds: ReadonlySet<TagKind> = new Set(['collection', 'autotag']);

export interface Tag {
  readonly kind: TagKind;
  readonly name: string;
  /** Whom an actor plays. */
  readonly role?: string;
}

export const artworkKinds = [
  'poster',
  'art',
  'banner',
  'clearLogo',
  'clearArt',
  'thumb',
  'disc',
  'theme',
] as const;
export type ArtworkKind = (typeof artworkKinds)[number];

/** What pictures may be that are kept as blobs. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif';

/** A picture, or a piece of music, that stands for an item. */
export type Artwork = { readonly kind: ArtworkKind } & (
  | {
      /** Absolute path, beside the media. */
      readonly file: string;
    }
  | {
      /** SHA-1 of the content, in hexadecimal: the name of a file in the blobs folder. */
      readonly blob: string;
    }
);

/** Ids by service, in lower case: `imdb`, `tmdb`, `tvdb`, `tvmaze`, `musicbrainz`. */
export type ExternalIds = Readonly<Record<string, string>>;

/**
 * All that one source says of one item. Of what is absent, what the source said before stays; an empty list takes it
 * back.
 */
export interface Said {
  readonly fields?: Partial<FieldValues>;
  /** In the order in which they are shown. */
  readonly tags?: readonly Tag[];
  readonly ids?: ExternalIds;
  /** Of each kind the best first. */
  readonly artwork?: readonly Artwork[];
}

/** What a source said of an item, and when. */
export interface SaidOf extends Said {
  readonly itemId: number;
  /** Tells apart the states of the source: while it is the same, there is nothing to say again. */
  readonly version: string;
  /** What was wrong with the source, in one line. */
  readonly error?: string;
}

/** What can be locked: the name of a field, or of a kind of tags or artwork. */
export type LockName = FieldName | TagKind | ArtworkKind;

/** What all sources together say of an item. */
export interface ItemMetadata {
  /**
   * What the strongest source says of each field, names aside: `title`, `titleSort`, `year` and `originallyAvailableAt`
   * are in the item itself, whoever said them.
   */
  readonly fields: Partial<FieldValues>;
  readonly tags: readonly Tag[];
  readonly ids: ExternalIds;
  /** Everything that there is to choose from. The first of a kind is the one that is shown. */
  readonly artwork: readonly Artwork[];
  /** What keeps the user's value, whatever others say. */
  readonly locked: ReadonlySet<LockName>;
}

/** When a source was last asked about an item. */
export interface Refreshed {
  readonly version: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly error?: string;
}

/** A file beside a media file that is shown with it. */
export interface Sidecar {
  readonly kind: 'subtitle' | 'lyrics';
  /** Absolute path. */
  readonly file: string;
  /** The extension in lower case: `srt`, `ass`, `lrc`. */
  readonly format: string;
  /** BCP 47, such as `de` or `pt-BR`. */
  readonly language?: string;
  /** What else its name says: `Director's commentary`. */
  readonly title?: string;
  readonly isForced: boolean;
  readonly isDefault: boolean;
  /** For the deaf and hard of hearing. */
  readonly isSdh: boolean;
}
