import { sampleAlbums } from './albums.ts';
import { lighthouseFilm } from './lighthouse-film.ts';
import { nightTrainFilm } from './night-train-film.ts';
import { tripPhotos } from './photos.ts';
import { smallPlanetsSeries } from './small-planets-series.ts';
import type { Work } from './work.ts';

/** Everything in the sample library, the largest works first, so that several hands end at about the same time. */
export function sampleWorks(): Work[] {
  const works = [
    ...lighthouseFilm(),
    ...nightTrainFilm(),
    ...smallPlanetsSeries(),
    ...sampleAlbums(),
    ...tripPhotos(),
  ];
  return works.sort((a, b) => b.weight - a.weight);
}
