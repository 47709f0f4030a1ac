/** Which releases are of interest: those for everybody, or those to try as well. */
export const updateChannels = ['public', 'beta'] as const;
export type UpdateChannel = (typeof updateChannels)[number];

/** A release as its signed feed describes it. */
export interface Release {
  /** Semantic version, without a `v`. */
  readonly version: string;
  /** Milliseconds since 1970 UTC. */
  readonly releasedAt: number;
  /** What is new, in plain text of several lines. */
  readonly notes: string;
  readonly package: {
    /** Absolute, on the host of the feed. */
    readonly address: string;
    readonly bytes: number;
    /** Hexadecimal. */
    readonly sha512: string;
  };
}

/** The last feed of a channel that was found good, and what came of it. */
export interface SeenFeed {
  /** Rises with every feed that is signed. */
  readonly sequence: number;
  readonly publishedAt: number;
  /** SHA-256 over its bytes, hexadecimal. */
  readonly digest: string;
  readonly checkedAt: number;
  /** The release that is newer than the installed one was then. */
  readonly release?: Release;
  /** The package, downloaded and verified: absolute path. */
  readonly file?: string;
}

/** Remembers feeds, so that an old one is not taken for a new one. */
export interface UpdateStore {
  /** @param signer tells the key and the channel by which feeds are counted */
  findFeed(signer: string): Promise<SeenFeed | undefined>;
  /** Takes the place of the one before. */
  keepFeed(signer: string, feed: SeenFeed): Promise<void>;
}

/** What is known about updates, for clients. */
export interface UpdateView {
  readonly installed: string;
  readonly channel: UpdateChannel;
  /** Absent where no feed was ever found good. */
  readonly checkedAt?: number;
  /** Absent where nothing newer is known. */
  readonly release?: Release;
  readonly file?: string;
}
