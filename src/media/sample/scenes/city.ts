import { dice } from '../dice.ts';
import { type Colour, colour, mix } from '../paint/colour.ts';
import { paintGlow } from '../paint/light.ts';
import { box, fillShape, type Outline } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';
import { daylight } from './daylight.ts';
import { paintSky } from './landscape.ts';
import { paintMirror } from './water.ts';

export interface City {
  readonly hour: number;
  readonly clouds: number;
  /** Moves the near houses faster than the far ones. */
  readonly travelled: number;
  readonly seed: number;
}

const shore = 0.78;

/** Towers by the water, whose windows are lit in the dark. */
export function paintCity(picture: Picture, city: City, seconds: number): void {
  const light = daylight(city.hour, colour('#4c5468'));
  paintSky(picture, light, { ...city, horizon: shore }, seconds);
  if (light.stars > 0.3)
    paintGlow(picture, { x: 0.9, y: shore, radius: 0.9, strength: 0.35 }, colour('#e08a50'));
  for (let row = 0; row < 3; row++) {
    const wall = mix(light.far, light.near, row / 2);
    paintRowOfTowers(picture, city, row, wall, light.stars);
  }
  paintMirror(picture, shore, mix(light.zenith, light.near, 0.5), seconds);
}

function paintRowOfTowers(picture: Picture, city: City, row: number, wall: Colour, night: number): void {
  const end = picture.width / picture.height;
  const pitch = 0.16 + 0.05 * row;
  const shift = city.travelled * (0.02 + 0.05 * row);
  const lit: Outline[] = [];
  const first = Math.floor(shift / pitch) - 1;
  for (let tower = first; tower * pitch - shift < end; tower++) {
    const chance = dice(tower * 31 + row * 1009 + city.seed * 7919);
    const width = pitch * (0.65 + 0.4 * chance());
    const height = (0.52 - 0.13 * row) * (0.35 + 0.65 * chance());
    const left = tower * pitch - shift;
    const top = shore - height;
    const roof = chance() > 0.6 ? [box(left + width * 0.3, top - 0.04, width * 0.4, 0.05)] : [];
    const mast = chance() > 0.7 ? [box(left + width * 0.49, top - 0.12, width * 0.03, 0.13)] : [];
    for (const part of [box(left, top, width, height), ...roof, ...mast]) {
      fillShape(picture, [part], y => mix(wall, colour('#0c0f1a'), (y - top) * 0.5));
    }
    for (let y = top + 0.02; y < shore - 0.03; y += 0.034) {
      for (let x = left + 0.014; x < left + width - 0.02; x += 0.028) {
        if (chance() < 0.12 + 0.4 * night) lit.push(box(x, y, 0.013, 0.018));
      }
    }
  }
  const glass = mix(mix(wall, colour('#ffffff'), 0.25), colour('#ffd68a'), night);
  fillShape(picture, lit, glass, 0.35 + 0.5 * night);
}
