import type { ExternalIds } from '../../../domain/metadata.ts';
import type { Element } from './element.ts';

/** How sure it is that an id is meant: the later in this list, the surer. */
const certainties = ['address', 'bare', 'named', 'unique'] as const;
type Certainty = (typeof certainties)[number];

/** Elements that are named after the service whose id they hold; Kodi's `id` is IMDb's where it looks like that. */
const named: Readonly<Record<string, string>> = {
  imdbid: 'imdb',
  imdb_id: 'imdb',
  imdb: 'imdb',
  tmdbid: 'tmdb',
  tvdbid: 'tvdb',
  tvmazeid: 'tvmaze',
  tvrageid: 'tvrage',
  anidbid: 'anidb',
  anilistid: 'anilist',
  traktid: 'trakt',
  wikidataid: 'wikidata',
  musicbrainzartistid: 'musicbrainz',
  musicbrainzalbumid: 'musicbrainz',
  musicbrainzreleasegroupid: 'musicbrainzreleasegroup',
  collectionnumber: 'tmdbcollection',
  tmdbcollectionid: 'tmdbcollection',
};

/** What services are called otherwise in `uniqueid`. */
const aliases: Readonly<Record<string, string>> = {
  themoviedb: 'tmdb',
  thetvdb: 'tvdb',
  'tvdb-series': 'tvdb',
  imdbid: 'imdb',
  tmdbid: 'tmdb',
  tvdbid: 'tvdb',
};

/** What the ids of a service look like; those of the others are taken as they are. */
const patterns: Readonly<Record<string, RegExp>> = {
  imdb: /^tt[0-9]{5,12}$/,
  tmdb: /^[1-9][0-9]{0,11}$/,
  tvdb: /^[1-9][0-9]{0,11}$/,
  tvmaze: /^[1-9][0-9]{0,11}$/,
  musicbrainz: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};
const anyId = /^[^\s<>]{1,100}$/;

/** Pages of services, as they stand alone in a file or behind its last element. */
const addresses: readonly (readonly [service: string, pattern: RegExp])[] = [
  ['imdb', /imdb\.[a-z]{2,3}\/(?:[a-z]{2}\/)?(?:title\/|Title\?)(tt[0-9]{5,12})/i],
  ['tmdb', /(?:themoviedb|tmdb)\.org\/(?:movie|tv)\/([1-9][0-9]{0,11})/i],
  ['tvdb', /thetvdb\.com\/(?:[^\s"'<>]{0,100}?[?&]id=|(?:series|movies)\/)([1-9][0-9]{0,11})(?![0-9a-z-])/i],
  ['tvmaze', /tvmaze\.com\/shows\/([1-9][0-9]{0,11})/i],
  ['musicbrainz', /musicbrainz\.org\/(?:artist|release)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i],
];

/** Ids as they are found, one after the other; the surer one counts, and of two that are as sure neither. */
export class FoundIds {
  readonly #found = new Map<string, { id: string; certainty: Certainty; contradicts?: string }>();
  readonly #doubts = new Set<string>();

  add(service: string, id: string, certainty: Certainty): void {
    const text = service === 'imdb' ? id.toLowerCase() : id;
    if (!(patterns[service] ?? anyId).test(text)) return;
    const before = this.#found.get(service);
    if (before === undefined) {
      this.#found.set(service, { id: text, certainty });
      return;
    }
    if (before.id === text) return;
    const difference = certainties.indexOf(certainty) - certainties.indexOf(before.certainty);
    if (difference > 0) this.#found.set(service, { id: text, certainty });
    else if (difference === 0) this.#found.set(service, { ...before, contradicts: text });
    const ids = `${before.id} and ${text}`;
    this.#doubts.add(`it gives two ids of ${service}, ${ids}${difference === 0 ? '; neither is taken' : ''}`);
  }

  get ids(): ExternalIds {
    return Object.fromEntries(
      [...this.#found].flatMap(([service, { id, contradicts }]) =>
        contradicts === undefined ? [[service, id]] : [],
      ),
    );
  }

  get doubts(): readonly string[] {
    return [...this.#doubts];
  }
}

/** Takes the ids out of the children of a description. */
export function findIds(children: readonly Element[], found: FoundIds): void {
  for (const { name, attributes, text } of children) {
    if (text === '') continue;
    const service = named[name];
    if (name === 'uniqueid') {
      const type = (attributes['type'] ?? '').toLowerCase();
      if (/^[a-z][a-z0-9_-]{0,30}$/.test(type)) found.add(aliases[type] ?? type, text, 'unique');
    } else if (service !== undefined) {
      found.add(service, text, 'named');
    } else if (name === 'id' && /^tt/i.test(text)) {
      found.add('imdb', text, 'bare');
    }
  }
}

/** Takes the ids out of the addresses of pages in a text. */
export function findAddresses(text: string, found: FoundIds): void {
  for (const [service, pattern] of addresses) {
    const id = pattern.exec(text)?.[1];
    if (id !== undefined) found.add(service, id, 'address');
  }
}
