/**
 * The programme guide. Each *source*, a file or an address, brings *imports*; the last whole one counts. Channels of
 * several sources that are the same are shown as one.
 */

/** A channel as its source describes it. */
export interface SourceChannel {
  /** Its id in the XMLTV file. */
  readonly xmltvId: string;
  /** As they stand there, the first one is the one to show. The id where there is none. */
  readonly names: readonly string[];
  readonly icon?: string;
}

/** A programme as its source describes it. What it does not tell is null, as in the row that it becomes. */
export interface SourceProgramme {
  /** Which of the import's channels, by its place among them, from 0. */
  readonly channel: number;
  /** Milliseconds since 1970 UTC. */
  readonly startsAt: number;
  /** Null where the source does not tell, or tells what cannot be. */
  readonly endsAt: number | null;
  readonly title: string;
  readonly subtitle: string | null;
  readonly description: string | null;
  /** One a line. */
  readonly categories: string | null;
  /** Number of the season and of the episode, from 1; specials have the season 0. */
  readonly season: number | null;
  readonly episode: number | null;
  /** Id of the show in the library that it is an episode of. */
  readonly showId: number | null;
}

/**
 * A programme as it travels to the store: the JSON of its values, in this order. There are half a million of them: texts
 * are handed on from thread to thread as they are, and SQLite reads them without their names in less than two thirds of
 * the time.
 */
export function formatProgramme(programme: SourceProgramme): string {
  const { channel, startsAt, endsAt, title, subtitle, description, categories, season, episode, showId } =
    programme;
  const values = [
    channel,
    startsAt,
    endsAt,
    title,
    subtitle,
    description,
    categories,
    season,
    episode,
    showId,
  ];
  return JSON.stringify(values);
}

/** A source and what is known of its last import. */
export interface GuideSource {
  readonly id: number;
  /** The path or the address that was configured. */
  readonly address: string;
  /** Absent until an import succeeded. */
  readonly import?: {
    readonly id: number;
    /** Tells whether the source has changed since: opaque to all but who reads it. */
    readonly version: string;
  };
}

/** A channel as it is shown: one, or several of different sources that are the same. */
export interface GuideChannel {
  /** The XMLTV id of the first of them, in lower case. */
  readonly key: string;
  readonly names: readonly string[];
  readonly icon?: string;
  /** Those of the source that counts most first. */
  readonly members: readonly ChannelMember[];
}

export interface ChannelMember {
  readonly importId: number;
  /** Its place among the channels of that import. */
  readonly channel: number;
}

/** A programme in the place that it has among the others of its channel: none of them overlap. */
export interface Programme extends Omit<SourceProgramme, 'channel'> {
  readonly endsAt: number;
}

/** A show of the library, for programmes to be matched with. */
export interface KnownShow {
  readonly id: number;
  readonly title: string;
  readonly year?: number;
}

/** Keeps guides. What is being imported is not seen by anybody until it is published. */
export interface GuideStore {
  /** The sources of these addresses, in the order given; those that are new are made. */
  sources(addresses: readonly string[]): Promise<readonly GuideSource[]>;
  /** Begins an import, and returns its id. */
  beginImport(at: number): Promise<number>;
  /** All of them at once, in the order of their places. */
  keepChannels(importId: number, channels: readonly SourceChannel[]): Promise<void>;
  /**
   * Adds programmes, in one transaction. Of two with the same channel and start the one that was added later stands.
   *
   * @param programmes in UTF-8, a JSON array of what {@link formatProgramme} makes
   */
  addProgrammes(importId: number, programmes: Uint8Array): Promise<void>;
  channels(importId: number): Promise<readonly SourceChannel[]>;
  /**
   * Makes these sources and their imports, with the version of each, and these channels the guide, in one transaction.
   * What belongs to other sources and imports is no longer seen.
   */
  publish(
    sources: readonly { readonly id: number; readonly importId: number; readonly version: string }[],
    channels: readonly GuideChannel[],
    at: number,
  ): Promise<void>;
  /** Removes what is not published, little by little. */
  prune(signal?: AbortSignal): Promise<void>;
  /** All shows of the library. */
  knownShows(): Promise<readonly KnownShow[]>;

  /** In their order: at most `limit`, from beyond the id with which the page before ended. */
  listChannels(page: {
    readonly limit: number;
    readonly after?: number | undefined;
  }): Promise<readonly (GuideChannel & { readonly id: number })[]>;
  /**
   * What each source of a channel tells of it, by its start, those that count most first. Undefined for a channel that
   * is not there.
   *
   * @param spanFor in which time programmes must begin, for so many sources
   */
  programmes(
    key: string,
    spanFor: (sources: number) => { readonly from: number; readonly to: number },
  ): Promise<readonly (readonly SourceProgramme[])[] | undefined>;
}

/** The guide as clients read it. */
export interface Guide {
  listChannels: GuideStore['listChannels'];
  /**
   * What a channel shows from one instant to another, in order: at most `limit` programmes, of those that start after
   * `after`. The one that is on at `from` is the first. Throws `channel-unknown`.
   */
  programmes(
    channel: string,
    span: { readonly from: number; readonly to: number },
    page: { readonly limit: number; readonly after?: number | undefined },
  ): Promise<readonly Programme[]>;
}
