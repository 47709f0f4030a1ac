import { colour, mix, white } from '../paint/colour.ts';
import { paintGlow } from '../paint/light.ts';
import { box, disc, fillShape, type Outline } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';
import { type Daylight, daylight } from './daylight.ts';
import { paintLandscape, paintSky, sunPlace } from './landscape.ts';
import { paintGlitter, paintMirror, paintWaves } from './water.ts';
import { paintLightning, paintRain } from './weather.ts';

export interface Coast {
  readonly hour: number;
  readonly clouds: number;
  /** Where the lighthouse stands, from the left; none where absent. */
  readonly tower?: number;
  /** Height of the lighthouse. */
  readonly towerHeight?: number;
  /** Where a sailing ship is, and its size. */
  readonly ship?: { readonly x: number; readonly size: number };
  readonly seed: number;
}

const shore = 0.62;
const slate = colour('#4a5648');

/** A calm bay under a wide sky, with a lighthouse that shines when it is dark. */
export function paintCoast(picture: Picture, coast: Coast, seconds: number): void {
  const light = paintLandscape(
    picture,
    { ...coast, land: slate, horizon: shore - 0.05, relief: 0.16, roughness: 0.7, travelled: 0 },
    seconds,
  );
  if (coast.ship) paintShip(picture, coast.ship.x, shore, coast.ship.size, light);
  if (coast.tower !== undefined)
    paintLighthouse(picture, coast.tower, coast.towerHeight ?? 0.34, light, seconds);
  paintMirror(picture, shore, mix(light.zenith, light.near, 0.35), seconds);
  const sun = sunPlace(coast.hour, picture.width / picture.height, shore - 0.05);
  paintGlitter(
    picture,
    { x: sun.x, shore, strength: sun.isSun ? 1 : 0.5 },
    sun.isSun ? light.sun : white,
    seconds,
  );
}

/** Breaking waves, rain and lightning around the same lighthouse. */
export function paintStorm(picture: Picture, coast: Coast, seconds: number): void {
  const light = daylight(coast.hour, slate);
  const gloom: Daylight = {
    ...light,
    zenith: mix(light.zenith, colour('#10151c'), 0.75),
    horizon: mix(light.horizon, colour('#4b5560'), 0.75),
    cloud: colour('#39424c'),
    near: colour('#171c20'),
    stars: 0,
  };
  paintSky(picture, gloom, { ...coast, horizon: shore, clouds: 1 }, seconds * 6);
  paintLightning(picture, seconds);
  if (coast.tower !== undefined)
    paintLighthouse(picture, coast.tower, coast.towerHeight ?? 0.34, { ...gloom, stars: 1 }, seconds);
  if (coast.ship)
    paintShip(picture, coast.ship.x, shore + 0.04 + 0.03 * Math.sin(seconds * 1.3), coast.ship.size, gloom);
  paintWaves(picture, { shore, height: 0.13, deep: colour('#0d1a22'), crest: colour('#5d7580') }, seconds);
  paintRain(picture, seconds);
}

/** A banded tower on its rock. The beam turns once in eight seconds, and is seen from the side. */
function paintLighthouse(
  picture: Picture,
  x: number,
  height: number,
  light: Daylight,
  seconds: number,
): void {
  const foot = shore - 0.05;
  const lamp = foot - height * 0.93;
  const turn = (seconds * Math.PI) / 4;
  if (light.stars > 0.3) paintBeam(picture, x, lamp, turn, light.stars);
  const rock: Outline = [
    ...[
      x - 0.34,
      shore + 0.01,
      x - 0.24,
      shore - 0.03,
      x - 0.15,
      shore - 0.035,
      x - 0.1,
      foot - 0.012,
      x + 0.11,
      foot,
    ],
    ...[x + 0.17, shore - 0.04, x + 0.27, shore - 0.02, x + 0.33, shore + 0.01],
  ];
  fillShape(picture, [rock], mix(light.near, colour('#2b2622'), 0.55));
  const dim = 0.68 * light.stars;
  const plaster = mix(colour('#f3ede0'), light.near, dim);
  const red = mix(colour('#b5362f'), light.near, dim);
  const half = (share: number) => height * (0.105 - 0.045 * share);
  const level = (share: number) => foot - height * 0.86 * share;
  for (let band = 0; band < 5; band++) {
    const [low, high] = [band / 5, (band + 1) / 5];
    const part: Outline = [
      ...[x - half(low), level(low), x + half(low), level(low)],
      ...[x + half(high), level(high), x - half(high), level(high)],
    ];
    fillShape(picture, [part], band % 2 ? red : plaster);
    // The side away from the light.
    const shade: Outline = [
      ...[x + half(low) * 0.25, level(low), x + half(low), level(low)],
      ...[x + half(high), level(high), x + half(high) * 0.25, level(high)],
    ];
    fillShape(picture, [shade], light.near, 0.28);
  }
  const iron = mix(colour('#2a2d33'), light.near, 0.3);
  fillShape(picture, [box(x - height * 0.085, level(1) - 0.008, height * 0.17, height * 0.025)], iron);
  fillShape(
    picture,
    [box(x - height * 0.045, lamp - height * 0.05, height * 0.09, height * 0.11)],
    light.stars > 0.3 ? colour('#fff2b8') : mix(light.horizon, white, 0.4),
  );
  fillShape(
    picture,
    [
      [
        x - height * 0.065,
        lamp - height * 0.05,
        x,
        lamp - height * 0.13,
        x + height * 0.065,
        lamp - height * 0.05,
      ],
    ],
    red,
  );
  if (light.stars > 0.3) {
    const flash = Math.abs(Math.sin(turn)) ** 6;
    paintGlow(
      picture,
      { x, y: lamp, radius: height * (0.35 + 0.5 * flash), strength: 0.7 * light.stars },
      colour('#ffe9a0'),
    );
  }
}

function paintBeam(picture: Picture, x: number, y: number, turn: number, strength: number): void {
  const reach = Math.cos(turn) * 2.2;
  const spread = 0.02 + 0.13 * Math.abs(Math.cos(turn));
  for (const side of [1, -1]) {
    for (const [width, opacity] of [
      [1, 0.1],
      [0.6, 0.12],
      [0.28, 0.2],
    ] as const) {
      const wide = spread * width;
      fillShape(
        picture,
        [[x, y - 0.006, x + side * reach, y - wide, x + side * reach, y + wide, x, y + 0.006]],
        colour('#ffedb0'),
        opacity * strength,
      );
    }
  }
}

function paintShip(picture: Picture, x: number, y: number, size: number, light: Daylight): void {
  const hull = mix(colour('#5a3a28'), light.near, 0.3 + 0.5 * light.stars);
  const sail = mix(colour('#fff6e6'), light.near, 0.1 + 0.6 * light.stars);
  const s = size;
  fillShape(
    picture,
    [
      [
        x - 0.5 * s,
        y - 0.13 * s,
        x + 0.56 * s,
        y - 0.15 * s,
        x + 0.38 * s,
        y + 0.02 * s,
        x - 0.4 * s,
        y + 0.02 * s,
      ],
    ],
    hull,
  );
  fillShape(picture, [box(x - 0.02 * s, y - s, 0.03 * s, 0.9 * s)], hull);
  fillShape(
    picture,
    [[x + 0.03 * s, y - 0.97 * s, x + 0.5 * s, y - 0.22 * s, x + 0.03 * s, y - 0.2 * s]],
    sail,
  );
  fillShape(
    picture,
    [[x - 0.04 * s, y - 0.9 * s, x - 0.42 * s, y - 0.24 * s, x - 0.04 * s, y - 0.2 * s]],
    mix(sail, light.near, 0.16),
  );
  if (light.stars > 0.5) {
    fillShape(picture, [disc(x - 0.3 * s, y - 0.19 * s, 0.03 * s)], colour('#ffd27a'));
    paintGlow(
      picture,
      { x: x - 0.3 * s, y: y - 0.19 * s, radius: 0.25 * s, strength: 0.6 },
      colour('#ffb85a'),
    );
  }
}
