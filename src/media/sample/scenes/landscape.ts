import { dice } from '../dice.ts';
import { type Colour, mix, white } from '../paint/colour.ts';
import { blendSquare, paintGlow, paintRows } from '../paint/light.ts';
import { createNoise } from '../paint/noise.ts';
import { below, disc, fillShape } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';
import { type Daylight, daylight } from './daylight.ts';

const weather = createNoise(11);

export interface Landscape {
  /** 0 to 24. */
  readonly hour: number;
  /** Colour of the near hills at noon. */
  readonly land: Colour;
  /** Tint of the sky on other planets. */
  readonly air?: Colour;
  /** Where the land begins, from the top. */
  readonly horizon: number;
  /** Height of the mountains; 0 for a plain. */
  readonly relief: number;
  /** How jagged they are: 0 for dunes, 1 for rocks. */
  readonly roughness: number;
  /** 0 clear to 1 overcast. */
  readonly clouds: number;
  /** How far one has come: moves the near hills faster than the far ones. */
  readonly travelled: number;
  /** Makes the land another one. */
  readonly seed: number;
}

/** Sky, sun or moon, clouds, and layers of hills that get paler with distance. */
export function paintLandscape(picture: Picture, scene: Landscape, seconds: number): Daylight {
  const light = daylight(scene.hour, scene.land, scene.air);
  paintSky(picture, light, scene, seconds);
  paintHills(picture, light, scene);
  return light;
}

export function paintSky(
  picture: Picture,
  light: Daylight,
  sky: Pick<Landscape, 'hour' | 'horizon' | 'clouds' | 'seed'>,
  seconds: number,
): void {
  paintRows(
    picture,
    y => mix(light.zenith, light.horizon, (y / sky.horizon) ** 1.4),
    0,
    Math.min(1, sky.horizon + 0.15),
  );
  if (light.stars > 0) paintStars(picture, light.stars * (1 - sky.clouds), sky.seed, seconds);
  if (sky.clouds < 1) paintSunOrMoon(picture, light, sky);
  if (sky.clouds > 0) paintClouds(picture, light.cloud, sky, seconds);
}

function paintSunOrMoon(picture: Picture, light: Daylight, sky: Pick<Landscape, 'hour' | 'horizon'>): void {
  const { x, y, isSun } = sunPlace(sky.hour, picture.width / picture.height, sky.horizon);
  const body = isSun ? light.sun : white;
  const strength = isSun ? 0.45 + 0.3 * light.warmth : 0.3;
  paintGlow(picture, { x, y, radius: isSun ? 0.75 : 0.3, strength }, body);
  fillShape(picture, [disc(x, y, isSun ? 0.05 : 0.035)], body);
  // The shadow that makes a sickle of the moon.
  if (!isSun) fillShape(picture, [disc(x + 0.014, y - 0.01, 0.03)], mix(light.zenith, light.horizon, y * y));
}

/** The sun crosses from 5:30 to 19:15, the moon the rest of the night. */
export function sunPlace(
  hour: number,
  end: number,
  horizon: number,
): { x: number; y: number; isSun: boolean } {
  const isSun = hour > 5.5 && hour < 19.25;
  const way = isSun ? (hour - 5.5) / 13.75 : ((hour + 4.75) % 24) / 10.25;
  return {
    x: end * (0.12 + 0.76 * way),
    y: horizon + 0.03 - horizon * 0.85 * Math.sin(Math.PI * way),
    isSun,
  };
}

export function paintStars(picture: Picture, brightness: number, seed: number, seconds: number): void {
  const { width, height, luma } = picture;
  const chance = dice(seed * 7 + 5);
  for (let star = 0; star < 220; star++) {
    const at = Math.floor(chance() * height) * width + Math.floor(chance() * width);
    const size = chance();
    const shine = brightness * (0.3 + 0.7 * size ** 4) * (0.8 + 0.2 * Math.sin(seconds * (1 + size) + star));
    const level = 235 * shine;
    luma[at] = Math.max(luma[at] ?? 0, level);
    // The brighter ones, and all on large pictures, are more than one dot.
    const dots = Math.round((height / 500) * (0.6 + size));
    for (let d = 1; d <= dots; d++) {
      luma[at + d] = Math.max(luma[at + d] ?? 0, level / (d + 0.5));
      luma[at + d * width] = Math.max(luma[at + d * width] ?? 0, level / (d + 0.5));
    }
  }
}

/** Clouds that drift and are seen in perspective: small and dense near the horizon. */
function paintClouds(
  picture: Picture,
  tint: Colour,
  sky: Pick<Landscape, 'horizon' | 'clouds' | 'seed'>,
  seconds: number,
): void {
  const { width, height } = picture;
  const bottom = Math.min(height, Math.round(sky.horizon * height));
  const threshold = 0.66 - 0.34 * sky.clouds;
  // Thick parts are darker.
  const shades = Array.from({ length: 9 }, (_, shade) => ({
    ...tint,
    luma: tint.luma * (1 - 0.0275 * shade),
  }));
  for (let row = 0; row < bottom; row += 2) {
    const depth = 0.35 / (1.08 - row / bottom);
    const y = depth * 0.6 + sky.seed * 0.37;
    const fade = Math.min(0.95, (1 - row / bottom) * 4);
    for (let column = 0; column < width; column += 2) {
      const x = (column / width - 0.5) * depth * 0.9 + seconds * 0.004 + sky.seed * 0.11;
      const density = (weather.at(x, y) - threshold) * 5;
      if (density <= 0) continue;
      const shade = shades[Math.max(0, Math.min(8, Math.round(density * 16 - 11)))] ?? tint;
      blendSquare(picture, column, row, shade, Math.min(1, density) * fade);
    }
  }
}

const layers = 5;

/** Layers of hills, the far ones first. */
export function paintHills(picture: Picture, light: Daylight, scene: Landscape): void {
  for (let layer = 0; layer < layers; layer++) {
    const nearness = layer / (layers - 1);
    const base = scene.horizon + (1 - scene.horizon) * (0.03 + 0.72 * nearness ** 1.3);
    const height = scene.relief * (1 - 0.55 * nearness);
    const shift = scene.travelled * (0.02 + 0.5 * nearness ** 2) + scene.seed * 3.7 + layer * 1.3;
    const stretch = 0.5 + 0.35 * (1 - nearness);
    const ridge = below(picture, x => base - height * ridgeAt(x * stretch + shift, layer, scene));
    const crest = mix(light.far, light.near, nearness ** 0.8);
    const foot = mix(crest, light.horizon, 0.35 * (1 - nearness));
    fillShape(picture, [ridge], y => mix(crest, foot, (y - base + height) / (height + 0.12)));
  }
}

/** Height of a ridge, −0.2 to 1.2: long waves, and noise where it is rough. */
function ridgeAt(x: number, layer: number, { roughness, seed }: Landscape): number {
  const wave = 0.5 + 0.28 * Math.sin(x * 4.1 + layer) + 0.2 * Math.sin(x * 9.7 + layer * 2.1 + seed);
  const rock = 2.6 * (weather.at(x * 0.35, layer * 0.17 + seed * 0.31) - 0.42);
  return wave * (1 - roughness) + rock * roughness;
}
