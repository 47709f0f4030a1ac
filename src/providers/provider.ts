import type { ArtworkKind, ExternalIds, FieldValues, Tag } from '../domain/metadata.ts';
import type { BelowSubject, Subject, SubjectType } from '../domain/subject.ts';

export const providerNames = ['tmdb', 'tvmaze', 'musicbrainz'] as const;
export type ProviderName = (typeof providerNames)[number];

/** What is asked about a subject: it, and what belongs to it. */
export interface Question {
  readonly subject: Subject;
  readonly below: readonly BelowSubject[];
  /** Of an album its artist. */
  readonly artist?: Subject;
}

export interface RemotePicture {
  readonly kind: ArtworkKind;
  readonly address: string;
  /** Whether another picture would have another address. */
  readonly isLasting: boolean;
}

/** All that a provider says of one item. */
export interface RemoteSaid {
  readonly fields: Partial<FieldValues>;
  readonly tags: readonly Tag[];
  readonly ids: ExternalIds;
  readonly pictures: readonly RemotePicture[];
}

/** One answer of a provider. */
export interface Piece {
  /** The item that the answer is about first of all. */
  readonly about: number;
  /** Given with the next question, so that nothing comes where nothing changed. Empty where the provider tells none. */
  readonly version: string;
  /** By item; `unchanged` where it is what it was in that version. */
  readonly said: ReadonlyMap<number, RemoteSaid> | 'unchanged';
}

export interface Found {
  /** The provider's own id. */
  readonly id: string;
  /** Whether an id led there that the owner's files give, and not a title. */
  readonly isGiven: boolean;
}

/** Somebody who knows about films, shows or music. All methods throw `NoAnswer` and `ServiceDown`. */
export interface Provider {
  readonly name: ProviderName;
  /** As people call it. */
  readonly title: string;
  readonly types: ReadonlySet<SubjectType>;
  /** Who is surely meant; undefined where nobody is, or several might be. */
  find(question: Question): Promise<Found | undefined>;
  /**
   * What there is to say of it. The first piece is about the subject itself; there is none where the provider does not
   * know the id.
   *
   * @param versions of the pieces before, by what they were about
   */
  describe(id: string, question: Question, versions: ReadonlyMap<number, string>): AsyncIterable<Piece>;
  /** The content of a picture; undefined where there is none. */
  picture(address: string): Promise<Buffer | undefined>;
}

/** What takes back all that was said of an item before. */
export const nothingSaid: RemoteSaid = { fields: {}, tags: [], ids: {}, pictures: [] };
