import { colour } from '../paint/colour.ts';
import { paintClock, paintGears } from '../scenes/clockwork.ts';
import { type Coast, paintCoast, paintStorm } from '../scenes/coast.ts';
import { type Landscape, paintLandscape } from '../scenes/landscape.ts';
import { paintTitle } from '../scenes/titles.ts';
import { moods } from '../tune.ts';
import { cut, ending, play, type Scene, type Shot } from './storyboard.ts';
import type { Painting, Work } from './work.ts';

const title = ['The Lighthouse', "Keeper's Clock"];
const folder = "Films/The Lighthouse Keeper's Clock (2019)";

/** A day and a night at a lighthouse and in the works of its clock. */
export function lighthouseFilm(): Work[] {
  const shots = [...dawn, ...workshop, ...warning, ...night, ...light, ...credits];
  const film = () => ({
    ...cut(shots),
    audioCodec: 'ac3' as const,
    audioBitrate: 128_000,
    metadata: { title: "The Lighthouse Keeper's Clock", date: '2019' },
  });
  return [
    {
      kind: 'film',
      path: `${folder}/The Lighthouse Keeper's Clock (2019).mkv`,
      weight: cut(shots).seconds,
      film,
    },
    { kind: 'image', path: `${folder}/poster.jpg`, weight: 2, painting: poster },
  ];
}

/** The bay while the hours go by. */
function bay(from: number, to: number, coast: Omit<Coast, 'hour'>, sailing = 0): Scene {
  return (picture, seconds, share) => {
    const { ship } = coast;
    const moved = ship && { ship: { ...ship, x: ship.x + sailing * seconds } };
    paintCoast(picture, { ...coast, ...moved, hour: from + (to - from) * share }, seconds);
  };
}

function hills(from: number, to: number, land: Partial<Landscape>): Scene {
  return (picture, seconds, share) => {
    const scene = {
      land: colour('#56704a'),
      horizon: 0.6,
      relief: 0.26,
      roughness: 0.5,
      clouds: 0.3,
      seed: 5,
      ...land,
    };
    paintLandscape(
      picture,
      { ...scene, hour: from + (to - from) * share, travelled: seconds * 0.03 },
      seconds,
    );
  };
}

const opening: Scene = (picture, seconds, share) => {
  bay(5.4, 6.9, { clouds: 0.35, tower: 1.25, seed: 1 })(picture, seconds, share);
  const opacity = Math.max(0, Math.min(1, seconds - 2, 10 - seconds));
  paintTitle(picture, { lines: title, y: 0.18, size: 0.09, opacity });
};

const dawn: Shot[] = [
  { seconds: 12, scene: opening, fadeIn: 2, chapter: 'A Bay at Dawn', music: play(moods.calm, 3) },
  {
    seconds: 9,
    scene: bay(
      8.5,
      9.5,
      { clouds: 0.2, tower: 0.4, towerHeight: 0.42, ship: { x: 0.7, size: 0.16 }, seed: 2 },
      0.05,
    ),
  },
  { seconds: 7, scene: hills(10, 10.6, {}) },
  { seconds: 8, scene: bay(11.5, 12.5, { clouds: 0.55, ship: { x: 0.2, size: 0.3 }, seed: 6 }, 0.09) },
];
const workshop: Shot[] = [
  { seconds: 11, scene: paintGears, chapter: 'The Workshop', music: play(moods.curious, 5) },
  { seconds: 7, scene: (picture, seconds) => paintClock(picture, 3 + seconds / 60, seconds) },
  { seconds: 8, scene: bay(14.5, 15.2, { clouds: 0.4, tower: 0.9, towerHeight: 0.5, seed: 8 }) },
  { seconds: 10, scene: (picture, seconds) => paintClock(picture, 4 + seconds * 0.15, seconds) },
];
const warning: Shot[] = [
  {
    seconds: 8,
    scene: bay(16.8, 17.6, { clouds: 0.9, tower: 1.3, ship: { x: 0.2, size: 0.14 }, seed: 3 }, 0.06),
    chapter: 'Storm Warning',
    music: play(moods.tense, 7),
  },
  {
    seconds: 12,
    scene: (picture, seconds) => paintStorm(picture, { hour: 17.8, clouds: 1, tower: 1.2, seed: 4 }, seconds),
  },
  { seconds: 6, scene: (picture, seconds) => paintGears(picture, seconds * 1.5, 0.15) },
  {
    seconds: 12,
    scene: (picture, seconds) =>
      paintStorm(
        picture,
        {
          hour: 20.5,
          clouds: 1,
          tower: 0.45,
          towerHeight: 0.5,
          ship: { x: 0.8 + 0.04 * seconds, size: 0.18 },
          seed: 9,
        },
        seconds,
      ),
  },
];
const night: Shot[] = [
  {
    seconds: 14,
    scene: bay(21.8, 23.6, { clouds: 0.15, tower: 1.15, ship: { x: 0.5, size: 0.1 }, seed: 1 }, -0.02),
    chapter: 'The Longest Night',
    music: play(moods.night, 11),
  },
  { seconds: 6, scene: (picture, seconds) => paintClock(picture, 11.93 + seconds / 80, seconds) },
  { seconds: 9, scene: hills(0.2, 1.4, { relief: 0.34, roughness: 0.9, clouds: 0, seed: 12 }) },
  { seconds: 10, scene: bay(2, 4, { clouds: 0, tower: 0.5, towerHeight: 0.46, seed: 10 }) },
];
const light: Shot[] = [
  {
    seconds: 11,
    scene: hills(4.8, 6.8, { relief: 0.3, roughness: 0.3, seed: 3 }),
    chapter: 'First Light',
    music: play(moods.bright, 13),
  },
  { seconds: 14, scene: bay(6, 13, { clouds: 0.45, tower: 1.25, seed: 1 }) },
  {
    seconds: 9,
    scene: bay(18.2, 19.6, { clouds: 0.5, tower: 1.25, ship: { x: 0.5, size: 0.12 }, seed: 1 }, 0.03),
    fadeOut: 3,
  },
];
const credits = ending(
  [
    ...title,
    '',
    'The Keeper|Orla Vint',
    'The Clockmaker|Bram Tesk',
    'The Gull|Herself',
    '',
    'Written by|Ida Moorland',
    'Painted by|Butler',
    'Music|Twelve Strings',
    'Weather|The North Sea',
    '',
    'No clock was harmed.',
  ],
  16,
  play(moods.calm, 3),
  'Credits',
);

const poster: Painting = {
  width: 600,
  height: 900,
  paint: picture => {
    paintCoast(picture, { hour: 19.7, clouds: 0.35, tower: 0.34, towerHeight: 0.4, seed: 4 }, 1);
    paintTitle(picture, { lines: title, y: 0.84, size: 0.06, opacity: 1 });
  },
};
