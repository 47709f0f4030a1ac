import { colour, white } from '../paint/colour.ts';
import { paintCity } from '../scenes/city.ts';
import { paintClock } from '../scenes/clockwork.ts';
import type { Landscape } from '../scenes/landscape.ts';
import { paintLineMap, paintTunnel, paintViaduct, paintWindowSeat } from '../scenes/railway.ts';
import { paintTitle } from '../scenes/titles.ts';
import { moods } from '../tune.ts';
import { cut, ending, play, type Scene, type Shot } from './storyboard.ts';
import type { Painting, Work } from './work.ts';

const title = ['Night Train', 'to Meridian'];
const folder = 'Films/Night Train to Meridian (2022)';
const stops = ['Lowgate', 'Elm Bridge', 'Tarnholt', 'Coldwater', 'Meridian'];

/** One evening, one night and one morning on a railway line. */
export function nightTrainFilm(): Work[] {
  const shots = [...platform, ...bridge, ...snow, ...tunnel, ...meridian, ...credits];
  const film = () => ({ ...cut(shots), metadata: { title: 'Night Train to Meridian', date: '2022' } });
  return [
    { kind: 'film', path: `${folder}/Night Train to Meridian (2022).mp4`, weight: cut(shots).seconds, film },
    { kind: 'image', path: `${folder}/poster.jpg`, weight: 2, painting: poster },
  ];
}

const country: Omit<Landscape, 'hour'> = {
  land: colour('#4a6a4a'),
  horizon: 0.55,
  relief: 0.3,
  roughness: 0.6,
  clouds: 0.3,
  travelled: 0,
  seed: 4,
};

function seat(from: number, to: number, land: Partial<Landscape>, snowing = false): Scene {
  return (picture, seconds, share) =>
    paintWindowSeat(picture, { ...country, ...land, hour: from + (to - from) * share }, seconds, snowing);
}

function viaduct(from: number, to: number, land: Partial<Landscape>): Scene {
  return (picture, seconds, share) =>
    paintViaduct(picture, { ...country, ...land, hour: from + (to - from) * share }, seconds);
}

function city(from: number, to: number, seed: number, speed: number): Scene {
  return (picture, seconds, share) =>
    paintCity(
      picture,
      { hour: from + (to - from) * share, clouds: 0.35, travelled: seconds * speed, seed },
      seconds,
    );
}

function map(from: number, to: number): Scene {
  return (picture, _, share) => paintLineMap(picture, stops, from + (to - from) * share);
}

const opening: Scene = (picture, seconds, share) => {
  city(18.2, 20.2, 1, 0.4)(picture, seconds, share);
  paintTitle(picture, { lines: title, y: 0.16, size: 0.1, opacity: Math.min(1, seconds - 2, 11 - seconds) });
};

const platform: Shot[] = [
  { seconds: 12, scene: opening, fadeIn: 2, chapter: 'Lowgate, Platform One', music: play(moods.bright, 21) },
  { seconds: 6, scene: (picture, seconds) => paintClock(picture, 7.95 + seconds / 120, seconds) },
  { seconds: 7, scene: map(0, 0.2) },
  { seconds: 11, scene: viaduct(19.2, 19.9, { clouds: 0.5 }) },
];
const bridge: Shot[] = [
  {
    seconds: 13,
    scene: seat(19.4, 20.6, { seed: 7 }),
    chapter: 'Elm Bridge',
    music: play(moods.curious, 23),
  },
  { seconds: 9, scene: city(21, 21.6, 3, 1.6) },
  { seconds: 12, scene: viaduct(21, 21.8, { seed: 9, relief: 0.36, roughness: 0.9, clouds: 0 }) },
];
const winter = { land: colour('#dfe6ee'), roughness: 0.9, relief: 0.36, clouds: 0.2 };
const snow: Shot[] = [
  { seconds: 6, scene: map(0.3, 0.5), chapter: 'Snow at Tarnholt', music: play(moods.night, 25) },
  { seconds: 16, scene: seat(22, 23.5, { ...winter, seed: 2 }, true) },
  { seconds: 12, scene: viaduct(0.5, 1.2, { ...winter, seed: 6 }) },
];
const tunnel: Shot[] = [
  { seconds: 14, scene: paintTunnel, chapter: 'Under Coldwater Hill', music: play(moods.tense, 27) },
  { seconds: 8, scene: (picture, seconds) => paintClock(picture, 3.5 + seconds * 0.12, seconds) },
  { seconds: 12, scene: seat(4.4, 5.6, { ...winter, seed: 8 }) },
];
const meridian: Shot[] = [
  {
    seconds: 12,
    scene: viaduct(5.6, 6.7, { seed: 11, clouds: 0.45 }),
    chapter: 'Meridian',
    music: play(moods.calm, 29),
  },
  { seconds: 12, scene: seat(6.8, 8, { seed: 3, land: colour('#6a8048'), roughness: 0.2 }) },
  { seconds: 6, scene: map(0.8, 1) },
  { seconds: 12, scene: city(7.4, 9.5, 5, 0.3), fadeOut: 3 },
];
const credits = ending(
  [
    ...title,
    '',
    'The Conductor|Ansel Rook',
    'The Passenger|Mira Dove',
    'The Cat in Coach Two|Button',
    '',
    'Written by|Pim Harrow',
    'Painted by|Butler',
    'Music|The Rails',
    'Timetable|Somebody Patient',
    '',
    'Mind the gap.',
  ],
  16,
  play(moods.bright, 21),
  'Credits',
);

const poster: Painting = {
  width: 600,
  height: 900,
  paint: picture => {
    paintViaduct(picture, { ...country, hour: 20.1, relief: 0.4, roughness: 0.8, seed: 9 }, 2.2);
    paintTitle(picture, { lines: title, y: 0.08, size: 0.062, opacity: 1 }, white);
  },
};
