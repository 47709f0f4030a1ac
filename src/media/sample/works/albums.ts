import { colour } from '../paint/colour.ts';
import { paintCity } from '../scenes/city.ts';
import { paintCoast } from '../scenes/coast.ts';
import { paintTitle } from '../scenes/titles.ts';
import { playNotes } from '../sound.ts';
import { compose, type Mood, moods } from '../tune.ts';
import type { Painting, Work } from './work.ts';

interface Track {
  readonly title: string;
  readonly seconds: number;
  readonly mood: Mood;
}

interface Album {
  readonly artist: string;
  readonly title: string;
  readonly year: number;
  readonly genre: string;
  readonly extension: 'flac' | 'mp3';
  readonly cover: Painting;
  readonly tracks: readonly Track[];
}

const albums: readonly Album[] = [
  {
    artist: 'The Quiet Ferries',
    title: 'Slow Harbour',
    year: 2018,
    genre: 'Folk',
    extension: 'flac',
    cover: {
      width: 600,
      height: 600,
      paint: picture => {
        paintCoast(picture, { hour: 18.7, clouds: 0.4, ship: { x: 0.5, size: 0.3 }, seed: 5 }, 2);
        paintTitle(picture, { lines: ['Slow Harbour'], y: 0.1, size: 0.07, opacity: 1 });
        paintTitle(picture, { lines: ['The Quiet Ferries'], y: 0.87, size: 0.04, opacity: 1 });
      },
    },
    tracks: [
      { title: 'Rope and Tar', seconds: 32, mood: moods.calm },
      { title: 'Ticket Office', seconds: 24, mood: moods.bright },
      { title: 'Low Water', seconds: 38, mood: moods.night },
      { title: 'The Second Bell', seconds: 28, mood: moods.curious },
      { title: 'Squall', seconds: 22, mood: moods.tense },
      { title: 'Slow Harbour', seconds: 40, mood: moods.calm },
    ],
  },
  {
    artist: 'Copper Almanac',
    title: 'Night Maps',
    year: 2021,
    genre: 'Ambient',
    extension: 'mp3',
    cover: {
      width: 600,
      height: 600,
      paint: picture => {
        paintCity(picture, { hour: 21.2, clouds: 0.3, travelled: 0, seed: 8 }, 1);
        paintTitle(picture, { lines: ['Night Maps'], y: 0.08, size: 0.08, opacity: 1 }, colour('#ffd98a'));
      },
    },
    tracks: [
      { title: 'Legend', seconds: 26, mood: moods.night },
      { title: 'Contour Lines', seconds: 30, mood: moods.curious },
      { title: 'North by Lamp', seconds: 34, mood: moods.calm },
    ],
  },
];

/** Two albums: one with a picture in its folder and in its files, one with it in its files alone. */
export function sampleAlbums(): Work[] {
  return albums.flatMap((album, index) => {
    const folder = `Music/${album.artist}/${album.title} (${album.year})`;
    const tracks = album.tracks.map((track, place) => trackWork(folder, album, track, place, index));
    if (album.extension === 'mp3') return tracks;
    return [
      ...tracks,
      { kind: 'image', path: `${folder}/cover.jpg`, weight: 2, painting: album.cover } satisfies Work,
    ];
  });
}

function trackWork(folder: string, album: Album, track: Track, place: number, seed: number): Work {
  const { title, seconds, mood } = track;
  const number = String(place + 1).padStart(2, '0');
  return {
    kind: 'film',
    path: `${folder}/${number} - ${title}.${album.extension}`,
    weight: seconds / 6,
    cover: album.cover,
    film: () => ({
      seconds,
      sound: playNotes(compose({ at: 0.2, seconds: seconds - 1.5, mood, seed: 100 + seed * 50 + place })),
      audioBitrate: 160_000,
      metadata: {
        title,
        artist: album.artist,
        album_artist: album.artist,
        album: album.title,
        track: `${place + 1}/${album.tracks.length}`,
        disc: '1/1',
        date: String(album.year),
        genre: album.genre,
      },
    }),
  };
}
