import { titleKey } from './title.ts';

/** Folders that sort media and name none: their words are never a title. */
const categories = new Set(
  (
    'tv tvshows tvseries shows series anime cartoons documentaries serien fernsehserien filme films film movies movie ' +
    'kino peliculas cine kids family media video videos downloads download incoming complete completed finished ' +
    'unsorted new misc torrents usenet hd uhd 4k sd 3d dvd dvds bluray library data share nas'
  ).split(' '),
);

/** Whether a folder only sorts: `TV Shows`, `Movies`, `Downloads`, a single letter. */
export function isCategoryFolder(name: string): boolean {
  const key = titleKey(name);
  return categories.has(key) || /^[a-z]$/.test(key);
}
