const idInBrackets =
  /[{[(]\s?(imdb|tmdb|tvdb|anidb|anilist|tvmaze|trakt|mal)(?:id)?\s?[-=:]\s?((?:tt)?[0-9]{1,12})\s?[}\])]/gi;
const bareImdbId = /(?<![\p{L}\p{N}])tt[0-9]{7,9}(?![\p{L}\p{N}])/u;

export interface IdMarks {
  /** The name without the marks. */
  readonly rest: string;
  /** By provider, in lower case: `imdb`, `tmdb`, `tvdb`. */
  readonly ids?: Readonly<Record<string, string>>;
}

/**
 * Takes the marks out of a name by which people say which film or show it is: `{imdb-tt0133093}` and `{tmdb-603}` as
 * Plex writes them, `[tmdbid-603]` and `[imdbid=tt0133093]` as Jellyfin and Emby do, and a bare `tt0133093`.
 */
export function takeExternalIds(name: string): IdMarks {
  if (!/(?:id|db|ist|aze|akt|mal)\s?[-=:]|tt[0-9]{7}/i.test(name)) return { rest: name };
  const ids: Record<string, string> = {};
  let rest = name.replaceAll(idInBrackets, (_, provider: string, id: string) => {
    ids[provider.toLowerCase()] ??= id.toLowerCase();
    return '';
  });
  rest = rest.replace(bareImdbId, id => {
    ids['imdb'] ??= id;
    return '';
  });
  return Object.keys(ids).length > 0 ? { rest, ids } : { rest: name };
}
