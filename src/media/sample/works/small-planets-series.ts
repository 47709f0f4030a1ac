import { type Colour, colour } from '../paint/colour.ts';
import { disc, fillShape, stroke } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';
import { daylight } from '../scenes/daylight.ts';
import { type Landscape, paintHills, paintSky } from '../scenes/landscape.ts';
import { type Planet, paintDeepSpace, paintPlanet, paintRocket } from '../scenes/space.ts';
import { paintTitle } from '../scenes/titles.ts';
import { type Mood, moods } from '../tune.ts';
import { cut, ending, type Music, play, type Scene, type Shot } from './storyboard.ts';
import type { Painting, Work } from './work.ts';

const show = 'Small Planets';
const folder = `Series/${show} (2021)`;

interface Episode {
  readonly season: number;
  readonly number: number;
  readonly title: string;
  /** Seconds of the scene before the opening titles. */
  readonly coldOpen: number;
  readonly planet: Omit<Planet, 'x' | 'y' | 'radius'>;
  readonly air: Colour;
  readonly relief: number;
  readonly roughness: number;
  readonly mood: Mood;
}

const episodes: readonly Episode[] = [
  {
    season: 1,
    number: 1,
    title: 'The Ringed One',
    coldOpen: 3,
    planet: { colours: paints('#7a4a2a', '#d8a868', '#f8e8c0'), bands: 1, ring: colour('#d8c0a0'), seed: 3 },
    air: colour('#e0a860'),
    relief: 0.2,
    roughness: 0.1,
    mood: moods.curious,
  },
  {
    season: 1,
    number: 2,
    title: 'Dust and Copper',
    coldOpen: 4,
    planet: { colours: paints('#6a2f2a', '#c46a3c', '#f0c890'), bands: 0, seed: 2 },
    air: colour('#d86a48'),
    relief: 0.4,
    roughness: 1,
    mood: moods.tense,
  },
  {
    season: 1,
    number: 3,
    title: 'The Long Ocean',
    coldOpen: 2,
    planet: { colours: paints('#0e3a6a', '#2a80a8', '#e8f4f0'), bands: 0.3, seed: 7 },
    air: colour('#58b0c8'),
    relief: 0.12,
    roughness: 0.3,
    mood: moods.calm,
  },
  {
    season: 2,
    number: 1,
    title: 'A Moon of Glass',
    coldOpen: 2,
    planet: { colours: paints('#4a4a78', '#a0a8d0', '#ffffff'), bands: 0, seed: 11 },
    air: colour('#a8a0d8'),
    relief: 0.46,
    roughness: 0.8,
    mood: moods.night,
  },
  {
    season: 2,
    number: 2,
    title: 'The Green Night',
    coldOpen: 4,
    planet: { colours: paints('#12402a', '#3c8a4a', '#c8e890'), bands: 0.6, seed: 5 },
    air: colour('#50a878'),
    relief: 0.28,
    roughness: 0.5,
    mood: moods.curious,
  },
  {
    season: 2,
    number: 3,
    title: 'Homeward',
    coldOpen: 3,
    planet: { colours: paints('#1a4a80', '#4a8a50', '#f0f4f4'), bands: 0, seed: 9 },
    air: colour('#70a8e0'),
    relief: 0.3,
    roughness: 0.4,
    mood: moods.bright,
  },
];

/** Two seasons of three episodes, all with the same opening titles after a scene of another length. */
export function smallPlanetsSeries(): Work[] {
  return [
    ...episodes.map(episodeWork),
    { kind: 'image', path: `${folder}/poster.jpg`, weight: 2, painting: poster },
  ];
}

function episodeWork(episode: Episode): Work {
  const { season, number, title } = episode;
  const code = `S${String(season).padStart(2, '0')}E${String(number).padStart(2, '0')}`;
  const shots = [coldOpen(episode), titles, ...journey(episode), ...credits(episode)];
  return {
    kind: 'film',
    path: `${folder}/Season ${String(season).padStart(2, '0')}/${show} - ${code} - ${title}.mp4`,
    weight: cut(shots).seconds,
    film: () => {
      // An episode has no chapters: where its titles are is to be found out.
      const { chapters: _, ...film } = cut(shots);
      return { ...film, metadata: { title, show, season_number: `${season}`, episode_sort: `${number}` } };
    },
  };
}

/** The surface of the planet, with a neighbour in its sky. */
function surface(
  { planet, air, relief, roughness }: Episode,
  hours: readonly [number, number],
  seed: number,
): Scene {
  return (picture, seconds, share) => {
    const land: Landscape = {
      hour: hours[0] + (hours[1] - hours[0]) * share,
      land: planet.colours[1],
      air,
      horizon: 0.6,
      relief,
      roughness,
      clouds: 0.25,
      travelled: seconds * 0.06,
      seed: planet.seed + seed,
    };
    const light = daylight(land.hour, land.land, air);
    paintSky(picture, light, land, seconds);
    const neighbour = { x: 0.45 + 0.1 * seed, y: 0.24, radius: 0.09, seed: seed + 20 };
    paintPlanet(
      picture,
      { ...neighbour, colours: [light.zenith, light.horizon, light.cloud], bands: seed % 2 },
      seconds,
    );
    paintHills(picture, light, land);
  };
}

function orbit({ planet, air }: Episode, from: { x: number; radius: number }, growth: number): Scene {
  return (picture, seconds, share) => {
    paintDeepSpace(picture, air, seconds, planet.seed);
    paintPlanet(picture, { ...planet, x: from.x, y: 0.52, radius: from.radius + growth * share }, seconds);
    paintRocket(picture, -0.2 + seconds * 0.16, 0.74 - seconds * 0.03, 0.11, seconds);
  };
}

function coldOpen(episode: Episode): Shot {
  const { coldOpen: seconds, mood, number, season } = episode;
  const music = play(mood, 40 + season * 10 + number);
  return { seconds, scene: surface(episode, [5.2, 7], 1), music, fadeIn: 1 };
}

function journey(episode: Episode): Shot[] {
  const { mood, number, season, title } = episode;
  const arrival: Scene = (picture, seconds, share) => {
    orbit(episode, { x: 1.05, radius: 0.24 }, 0.16)(picture, seconds, share);
    paintTitle(picture, {
      lines: [title],
      y: 0.82,
      size: 0.06,
      opacity: Math.min(1, seconds - 0.5, 6 - seconds),
    });
  };
  return [
    { seconds: 9, scene: arrival, music: play(mood, 70 + season * 10 + number) },
    { seconds: 8 + number, scene: surface(episode, [9, 11], 2) },
    { seconds: 12, scene: surface(episode, [16, 18], 3) },
    { seconds: 10, scene: surface(episode, [18.2, 20], 4) },
    { seconds: 12, scene: orbit(episode, { x: 0.5, radius: 0.34 }, -0.12), fadeOut: 2 },
  ];
}

function credits({ title }: Episode): Shot[] {
  const names = [
    'Small Planets',
    title,
    '',
    'The Pilot|Juno Farrow',
    'The Machine|Unit Nine',
    '',
    'Painted by|Butler',
  ];
  return ending(names, 12, play(moods.calm, 61));
}

const planets: readonly Planet[] = episodes.map(({ planet }, index) => ({
  ...planet,
  x: 0.24 + index * 0.26,
  y: 0.6 + 0.1 * Math.sin(index * 1.8),
  radius: 0.055 + 0.02 * ((index * 2) % 3),
}));

/** One planet after the other lights up and is joined to the last, then the name of the show stands above them. */
const paintTitles: Scene = (picture, seconds) => {
  paintDeepSpace(picture, colour('#3a2a7a'), seconds, 4);
  for (const [index, planet] of planets.entries()) {
    const since = seconds - 0.5 - index * 1.5;
    if (since < 0) break;
    const before = planets[index - 1];
    if (before) joinPlanets(picture, before, planet, Math.min(1, since / 0.8));
    paintPlanet(picture, { ...planet, radius: planet.radius * Math.min(1, since * 1.6 + 0.1) }, seconds * 3);
  }
  paintTitle(picture, { lines: [show], y: 0.16, size: 0.11, opacity: Math.min(1, seconds - 9.5) });
};

function joinPlanets(picture: Picture, from: Planet, to: Planet, share: number): void {
  const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
  fillShape(picture, [stroke(from.x, from.y, x, y, 0.005)], colour('#f0e8c0'), 0.6);
  fillShape(picture, [disc(x, y, 0.008)], colour('#fff8d8'));
}

/** The theme of the show: six rising calls, one for each planet, and their answer. */
const theme: Music = at => {
  const calls = [0, 4, 7, 5, 9, 12].flatMap((step, index) => [
    bell(at + 0.5 + index * 1.5, step, 0.3),
    bell(at + 0.875 + index * 1.5, step + 7, 0.22),
    bell(at + 1.25 + index * 1.5, step + 12, 0.2),
    bell(at + 0.5 + index * 1.5, step - 12, 0.25),
  ]);
  const answer = [12, 11, 7, 9, 5, 7, 12].map((step, index) => bell(at + 9.5 + index * 0.5, step + 7, 0.28));
  const chords = [
    [13, 5],
    [14, 7],
    [15, 5],
    [16, 0],
  ].flatMap(([second = 0, root = 0]) =>
    [0, 7, 12, 16].map(step => bell(at + second, root + step - 12, 0.16)),
  );
  return [...calls, ...answer, ...chords];
};

function bell(at: number, step: number, loudness: number) {
  return {
    at,
    pitch: 220 * 2 ** (step / 12),
    loudness,
    fade: 1.9,
    partials: [1, 0.3, 0.35, 0.1, 0.15],
    pan: 0,
  };
}

const titles: Shot = { seconds: 18, scene: paintTitles, music: theme };

const poster: Painting = {
  width: 600,
  height: 900,
  paint: picture => {
    paintDeepSpace(picture, colour('#5a2a7a'), 0, 8);
    const ringed = planets[0];
    if (ringed) paintPlanet(picture, { ...ringed, x: 0.34, y: 0.45, radius: 0.15 }, 4);
    paintRocket(picture, 0.2, 0.72, 0.12, 0.3);
    paintTitle(picture, { lines: show.split(' '), y: 0.08, size: 0.075, opacity: 1 });
  },
};

function paints(low: string, high: string, peak: string): [Colour, Colour, Colour] {
  return [colour(low), colour(high), colour(peak)];
}
