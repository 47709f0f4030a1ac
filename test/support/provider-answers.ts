/**
 * Small answers in the forms that the providers document: TMDB (https://developer.themoviedb.org/reference), TVmaze
 * (https://www.tvmaze.com/api), MusicBrainz (https://musicbrainz.org/doc/MusicBrainz_API/Examples). Written by hand.
 */

export const tmdbFilm = {
  adult: false,
  id: 949,
  imdb_id: 'tt0113277',
  title: 'Heat',
  original_title: 'Heat',
  overview: 'Obsessive master thief Neil McCauley leads a crew.\r\nHe does not look back.',
  tagline: 'A Los Angeles crime saga.',
  release_date: '1995-12-15',
  runtime: 170,
  vote_average: 7.926,
  vote_count: 7012,
  poster_path: '/poster.png',
  backdrop_path: '/backdrop.png',
  belongs_to_collection: { id: 77, name: 'The Heat Collection', poster_path: null },
  genres: [
    { id: 28, name: 'Action' },
    { id: 80, name: 'Crime' },
  ],
  production_companies: [{ id: 508, name: 'Regency Enterprises', origin_country: 'US' }],
  production_countries: [{ iso_3166_1: 'US', name: 'United States of America' }],
  credits: {
    cast: [
      { id: 1158, name: 'Al Pacino', character: 'Lt. Vincent Hanna', order: 0 },
      { id: 380, name: 'Robert De Niro', character: 'Neil McCauley', order: 1 },
    ],
    crew: [
      { id: 638, name: 'Michael Mann', job: 'Director', department: 'Directing' },
      { id: 638, name: 'Michael Mann', job: 'Writer', department: 'Writing' },
      { id: 638, name: 'Michael Mann', job: 'Screenplay', department: 'Writing' },
      { id: 9, name: 'Elliot Goldenthal', job: 'Original Music Composer', department: 'Sound' },
      { id: 10, name: 'Somebody', job: 'Catering', department: 'Crew' },
    ],
  },
  images: {
    backdrops: [],
    posters: [],
    logos: [
      { file_path: '/other.svg', iso_639_1: 'en', vote_average: 9, width: 500, height: 100 },
      { file_path: '/logo-fr.png', iso_639_1: 'fr', vote_average: 8, width: 500, height: 100 },
      { file_path: '/logo.png', iso_639_1: 'en', vote_average: 5, width: 500, height: 100 },
    ],
  },
  release_dates: {
    results: [
      { iso_3166_1: 'DE', release_dates: [{ certification: '16', type: 3 }] },
      {
        iso_3166_1: 'US',
        release_dates: [
          { certification: '', type: 1 },
          { certification: 'R', type: 3 },
        ],
      },
    ],
  },
  external_ids: { imdb_id: 'tt0113277', wikidata_id: 'Q42198' },
};

/** As the search lists it. */
export function tmdbHit(id: number, title: string, date: string) {
  return { id, title, original_title: title, release_date: date, popularity: 1, genre_ids: [] };
}

export function tmdbPage(...results: readonly object[]) {
  return { page: 1, results, total_pages: 1, total_results: results.length };
}

export const tmdbShow = {
  id: 5,
  name: 'Small Planets',
  original_name: 'Kleine Planeten',
  overview: 'Worlds that fit into a garden.',
  tagline: '',
  first_air_date: '2021-03-01',
  status: 'Returning Series',
  vote_average: 8,
  vote_count: 12,
  poster_path: '/show.png',
  backdrop_path: null,
  genres: [{ id: 99, name: 'Documentary' }],
  networks: [{ id: 1, name: 'Arte' }],
  created_by: [{ id: 2, name: 'Ada Stern' }],
  production_countries: [],
  seasons: [{ season_number: 1, episode_count: 2 }],
  content_ratings: { results: [{ iso_3166_1: 'US', rating: 'TV-G' }] },
  aggregate_credits: {
    cast: [{ id: 3, name: 'Tom Weber', roles: [{ character: 'Himself', episode_count: 2 }], order: 0 }],
  },
  images: { logos: [], posters: [], backdrops: [] },
  external_ids: { imdb_id: 'tt7000001', tvdb_id: 700 },
};

export const tmdbSeason = {
  id: 50,
  season_number: 1,
  name: 'Season 1',
  overview: 'The first worlds.',
  air_date: '2021-03-01',
  poster_path: '/season.png',
  episodes: [
    {
      id: 501,
      season_number: 1,
      episode_number: 1,
      name: 'Moss',
      overview: 'A world of moss.',
      air_date: '2021-03-01',
      vote_average: 8.2,
      still_path: '/moss.png',
      crew: [{ id: 4, name: 'Ida Lund', job: 'Director', department: 'Directing' }],
      guest_stars: [{ id: 6, name: 'Eve Moor', character: 'Gardener' }],
    },
    { id: 502, season_number: 1, episode_number: 2, name: 'Sand', overview: '', air_date: null },
  ],
};

export const tvmazeShow = {
  id: 88,
  url: 'https://www.tvmaze.com/shows/88/small-planets',
  name: 'Small Planets',
  type: 'Documentary',
  language: 'German',
  genres: ['Nature'],
  status: 'Ended',
  premiered: '2021-03-01',
  ended: '2022-05-05',
  rating: { average: 8.1 },
  network: { id: 1, name: 'Arte', country: { name: 'France', code: 'FR' } },
  webChannel: null,
  externals: { tvrage: null, thetvdb: 700, imdb: 'tt7000001' },
  summary: '<p><b>Small Planets</b> &amp; how they&#39;re made.</p><p>More &lt;soon&gt;.</p>',
  image: null,
  _embedded: {
    episodes: [
      {
        id: 880,
        season: 1,
        number: 1,
        name: 'Moss',
        airdate: '2021-03-01',
        rating: { average: null },
        image: null,
        summary: '<p>A world of moss.</p>',
      },
    ],
    seasons: [{ id: 9, number: 1, name: '', premiereDate: '2021-03-01', image: null, summary: null }],
    cast: [{ person: { id: 1, name: 'Tom Weber' }, character: { id: 2, name: 'Himself' } }],
    images: [],
  },
};

const artistId = '11111111-1111-4111-8111-111111111111';
const namesakeId = '22222222-2222-4222-8222-222222222222';
const groupId = '33333333-3333-4333-8333-333333333333';

export const mbArtistSearch = {
  created: '2027-03-28T00:00:00Z',
  count: 2,
  offset: 0,
  artists: [
    { id: namesakeId, name: 'The Ferries', 'sort-name': 'Ferries, The', score: 100, country: 'US' },
    { id: artistId, name: 'The Ferries', 'sort-name': 'Ferries, The', score: 98, country: 'SE' },
    { id: groupId, name: 'The Ferrymen', 'sort-name': 'Ferrymen, The', score: 60 },
  ],
};

export const mbGroup = {
  id: groupId,
  title: 'Slow Harbour',
  'primary-type': 'Album',
  'first-release-date': '2018-05',
  'artist-credit': [{ name: 'The Ferries', joinphrase: '', artist: { id: artistId, name: 'The Ferries' } }],
  genres: [
    { id: 'a', name: 'folk', count: 2, disambiguation: '' },
    { id: 'b', name: 'sea shanty', count: 5, disambiguation: '' },
  ],
  rating: { value: 4.2, 'votes-count': 6 },
};

export const mbGroupSearch = { count: 1, offset: 0, 'release-groups': [{ ...mbGroup, score: 100 }] };

export const mbArtist = {
  id: artistId,
  name: 'The Ferries',
  'sort-name': 'Ferries, The',
  type: 'Group',
  country: 'SE',
  area: { id: 'c', name: 'Sweden' },
  genres: [{ id: 'a', name: 'folk', count: 3, disambiguation: '' }],
  rating: { value: null, 'votes-count': 0 },
};
