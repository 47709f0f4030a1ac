import { colour, mix } from '../paint/colour.ts';
import { paintGrain } from '../paint/light.ts';
import type { Picture } from '../picture.ts';
import { paintCity } from '../scenes/city.ts';
import { type Coast, paintCoast } from '../scenes/coast.ts';
import { type Landscape, paintLandscape, sunPlace } from '../scenes/landscape.ts';
import { paintTrees } from '../scenes/trees.ts';
import { paintGlitter, paintMirror } from '../scenes/water.ts';
import type { PhotoTags, Work } from './work.ts';

interface Photo {
  readonly takenAt: string;
  readonly orientation?: 6 | 8;
  readonly place?: readonly [number, number];
  paint(picture: Picture): void;
}

const photos: readonly Photo[] = [
  { takenAt: '2023:06:16 16:42:08', place: [62.2431, 28.8702], paint: lake(16.7, { seed: 1, clouds: 0.45 }) },
  { takenAt: '2023:06:16 19:03:51', place: [62.2431, 28.8702], paint: lake(18.6, { seed: 1, clouds: 0.4 }) },
  { takenAt: '2023:06:16 22:48:30', place: [62.244, 28.8716], paint: lake(20.2, { seed: 2, clouds: 0.3 }) },
  { takenAt: '2023:06:17 05:31:17', paint: lake(5.9, { seed: 3, clouds: 0.35, relief: 0.2 }) },
  { takenAt: '2023:06:17 09:12:44', orientation: 6, place: [62.2609, 28.9127], paint: forest(9.2, 4) },
  {
    takenAt: '2023:06:17 11:55:02',
    place: [62.2702, 28.9388],
    paint: mountains(11.9, { seed: 6, clouds: 0.5 }),
  },
  {
    takenAt: '2023:06:17 12:20:36',
    orientation: 8,
    paint: mountains(12.3, { seed: 7, roughness: 1, relief: 0.5 }),
  },
  {
    takenAt: '2023:06:17 18:51:29',
    place: [62.2702, 28.9388],
    paint: mountains(18.8, { seed: 8, clouds: 0.45 }),
  },
  {
    takenAt: '2023:06:18 10:40:13',
    place: [62.1033, 28.6021],
    paint: coast({ hour: 10.6, clouds: 0.3, tower: 0.95, towerHeight: 0.44, seed: 3 }),
  },
  {
    takenAt: '2023:06:18 17:15:55',
    paint: coast({ hour: 17.4, clouds: 0.5, ship: { x: 0.6, size: 0.3 }, seed: 4 }),
  },
  {
    takenAt: '2023:06:18 23:20:40',
    paint: picture => paintCity(picture, { hour: 21.3, clouds: 0.2, travelled: 0, seed: 4 }, 1),
  },
  {
    takenAt: '2023:06:19 00:35:09',
    place: [62.1033, 28.6021],
    paint: mountains(0.6, { seed: 9, clouds: 0, land: colour('#dfe6ee') }),
  },
];

/** The album of a journey, as a camera leaves it. */
export function tripPhotos(): Work[] {
  return photos.map(({ paint, orientation, ...photo }, index) => {
    const tags: PhotoTags = {
      make: 'Halden',
      model: 'Halden F2',
      ...photo,
      ...(orientation && { orientation }),
    };
    const [width, height] = orientation ? [1200, 1600] : [1600, 1200];
    return {
      kind: 'image',
      path: `Photos/Northern Lakes 2023/IMG_${2041 + index * 3}.jpg`,
      weight: 5,
      painting: {
        width,
        height,
        paint: picture => {
          paint(picture);
          paintGrain(picture, index);
        },
      },
      tags,
    };
  });
}

const calm: Omit<Landscape, 'hour' | 'seed'> = {
  land: colour('#3f6650'),
  horizon: 0.5,
  relief: 0.16,
  roughness: 0.6,
  clouds: 0.2,
  travelled: 0,
};

function lake(hour: number, land: Partial<Landscape> & { seed: number }): Photo['paint'] {
  return picture => {
    const light = paintLandscape(picture, { ...calm, ...land, hour, horizon: 0.46 }, 0);
    const shore = 0.6;
    const firs = { ground: shore, height: 0.13, density: 0.85, travelled: 0, seed: land.seed };
    paintTrees(picture, firs, mix(light.near, light.far, 0.25), light.far);
    paintMirror(picture, shore, mix(light.zenith, light.near, 0.45), land.seed);
    const end = picture.width / picture.height;
    const sun = sunPlace(hour, end, 0.46);
    paintGlitter(picture, { x: sun.x, shore, strength: 0.8 }, light.sun, land.seed);
    paintTrees(
      picture,
      { ground: 1.04, height: 0.5, density: 0.22, travelled: 0, seed: land.seed + 30 },
      light.near,
      light.near,
    );
  };
}

function forest(hour: number, seed: number): Photo['paint'] {
  return picture => {
    const light = paintLandscape(picture, { ...calm, hour, seed, horizon: 0.45, relief: 0.2 }, 0);
    for (let row = 0; row < 6; row++) {
      const trees = {
        ground: 0.56 + row * 0.1,
        height: 0.16 + row * 0.07,
        density: 0.7 - row * 0.07,
        travelled: row,
        seed: seed + row,
      };
      paintTrees(
        picture,
        trees,
        mix(light.far, light.near, (row + 1) / 6),
        mix(light.far, light.near, row / 7),
      );
    }
  };
}

function mountains(hour: number, land: Partial<Landscape> & { seed: number }): Photo['paint'] {
  return picture => {
    const scene = { ...calm, relief: 0.42, roughness: 0.9, horizon: 0.62, ...land, hour };
    const light = paintLandscape(picture, scene, 0);
    const firs = { ground: 1.03, height: 0.26, density: 0.6, travelled: 3, seed: land.seed };
    paintTrees(picture, firs, mix(light.near, colour('#0c1410'), 0.4), light.near);
  };
}

function coast(scene: Coast): Photo['paint'] {
  return picture => paintCoast(picture, scene, 1);
}
