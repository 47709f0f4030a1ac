import { type Colour, colour, mix } from '../paint/colour.ts';
import { paintGlow, paintRows } from '../paint/light.ts';
import { box, disc, fillShape, type Outline, stroke } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';

const brass = colour('#c8963c');
const copper = colour('#a8603a');
const steel = colour('#8a94a0');
const dark = colour('#1a1410');

/** Wheels that drive each other, and a pendulum that swings once in two seconds. */
export function paintGears(picture: Picture, seconds: number, warmth = 1): void {
  paintBackWall(picture, warmth);
  const wheels = [
    { x: 0.32, y: 0.36, teeth: 24, metal: copper, turn: 0 },
    { x: 0.735, y: 0.36, teeth: 12, metal: brass, turn: Math.PI / 12 },
    { x: 1.05, y: 0.56, teeth: 18, metal: steel, turn: 0.1 },
    { x: 1.47, y: 0.3, teeth: 20, metal: brass, turn: 0.06 },
    { x: 0.5, y: 0.86, teeth: 16, metal: steel, turn: 0.1 },
  ];
  for (const [index, wheel] of wheels.entries()) {
    const radius = wheel.teeth * 0.0113;
    const way = index % 2 ? -1 : 1;
    const turn = wheel.turn + (way * seconds * 6) / wheel.teeth;
    fillShape(picture, gear(wheel.x + 0.012, wheel.y + 0.018, radius, wheel.teeth, turn), dark, 0.5);
    const paint = (y: number) =>
      mix(mix(wheel.metal, colour('#fff0c0'), 0.35), dark, (y - wheel.y) / radius / 2.4 + 0.4);
    fillShape(picture, gear(wheel.x, wheel.y, radius, wheel.teeth, turn), paint);
    fillShape(picture, [disc(wheel.x, wheel.y, radius * 0.12)], dark);
  }
  const swing = 0.32 * Math.sin(Math.PI * seconds);
  const [x, y] = [1.2 + 0.85 * Math.sin(swing), -0.05 + 0.85 * Math.cos(swing)];
  fillShape(picture, [stroke(1.2, -0.05, x, y, 0.014)], steel);
  fillShape(picture, [disc(x, y, 0.085)], brass);
  fillShape(picture, [disc(x - 0.015, y - 0.02, 0.05)], colour('#f0d080'), 0.5);
}

/** A dial on the wall whose hands show a time in hours. */
export function paintClock(picture: Picture, hours: number, seconds: number): void {
  paintBackWall(picture, 0.6);
  const [x, y, radius] = [0.89, 0.5, 0.4];
  fillShape(picture, [disc(x + 0.02, y + 0.03, radius + 0.02)], dark, 0.6);
  fillShape(picture, [disc(x, y, radius + 0.02)], at => mix(colour('#e8c070'), colour('#6a4a20'), at));
  fillShape(picture, [disc(x, y, radius - 0.02)], at => mix(colour('#fbf3dc'), colour('#d8c8a0'), at));
  for (let mark = 0; mark < 60; mark++) {
    const long = mark % 15 === 0 ? 0.09 : mark % 5 === 0 ? 0.055 : 0.02;
    hand(
      picture,
      x,
      y,
      { turn: mark / 60, from: radius - 0.04 - long, to: radius - 0.04 },
      mark % 5 ? 0.005 : 0.014,
      dark,
    );
  }
  hand(picture, x, y, { turn: hours / 12, from: -0.05, to: 0.2 }, 0.026, dark);
  hand(picture, x, y, { turn: hours, from: -0.06, to: 0.3 }, 0.016, dark);
  hand(
    picture,
    x,
    y,
    { turn: Math.floor(seconds * 2) / 120, from: -0.08, to: 0.33 },
    0.006,
    colour('#b03028'),
  );
  fillShape(picture, [disc(x, y, 0.022)], colour('#b03028'));
}

/** Panels of dark wood in the light of a lamp. */
function paintBackWall(picture: Picture, warmth: number): void {
  const wood = mix(colour('#20242c'), colour('#3a2618'), warmth);
  paintRows(picture, y => mix(wood, dark, y * 0.8));
  for (let panel = 0; panel < 9; panel++) {
    fillShape(picture, [box(panel * 0.22 - 0.01, 0, 0.008, 1)], dark, 0.5);
  }
  paintGlow(picture, { x: 0.5, y: 0.1, radius: 1.2, strength: 0.42 * warmth }, colour('#e8a050'));
}

function hand(
  picture: Picture,
  x: number,
  y: number,
  reach: { turn: number; from: number; to: number },
  thickness: number,
  paint: Colour,
): void {
  const [dx, dy] = [Math.sin(reach.turn * 2 * Math.PI), -Math.cos(reach.turn * 2 * Math.PI)];
  const ends = [x + dx * reach.from, y + dy * reach.from, x + dx * reach.to, y + dy * reach.to] as const;
  fillShape(picture, [stroke(...ends, thickness)], paint);
}

/** A toothed rim with five spokes, as an outline with openings. */
function gear(x: number, y: number, radius: number, teeth: number, turn: number): Outline[] {
  const rim: number[] = [];
  for (let tooth = 0; tooth < teeth; tooth++) {
    for (const [part, reach] of [
      [0, 0.93],
      [0.2, 1.07],
      [0.5, 1.07],
      [0.7, 0.93],
    ] as const) {
      const angle = turn + ((tooth + part) * 2 * Math.PI) / teeth;
      rim.push(x + radius * reach * Math.cos(angle), y + radius * reach * Math.sin(angle));
    }
  }
  const openings = Array.from({ length: 5 }, (_, spoke) => {
    const opening: number[] = [];
    for (const [reach, parts] of [
      [0.78, [0.12, 0.3, 0.5, 0.7, 0.88]],
      [0.32, [0.75, 0.5, 0.25]],
    ] as const) {
      for (const part of parts) {
        const angle = turn + ((spoke + part) * 2 * Math.PI) / 5;
        opening.push(x + radius * reach * Math.cos(angle), y + radius * reach * Math.sin(angle));
      }
    }
    return opening;
  });
  return [rim, ...openings];
}
