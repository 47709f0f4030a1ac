import type { Addresses } from './open.ts';

/** As the providers document them. */
export const officialAddresses: Addresses = {
  tmdb: 'https://api.themoviedb.org',
  tmdbPictures: 'https://image.tmdb.org/t/p',
  tvmaze: 'https://api.tvmaze.com',
  tvmazePictures: 'https://static.tvmaze.com',
  musicbrainz: 'https://musicbrainz.org',
  covers: 'https://coverartarchive.org',
};
