import { type Colour, colour, mix } from '../paint/colour.ts';
import { blendSquare, paintGlow, paintRows } from '../paint/light.ts';
import { createNoise } from '../paint/noise.ts';
import { disc, fillShape, type Outline } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';
import { paintStars } from './landscape.ts';

const ground = createNoise(41, 6, 4);

export interface Planet {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Its lowlands, highlands and peaks. */
  readonly colours: readonly [Colour, Colour, Colour];
  /** 0 for land, 1 for bands of a gas planet. */
  readonly bands: number;
  readonly ring?: Colour;
  readonly seed: number;
}

/** Stars before faint clouds of light. */
export function paintDeepSpace(picture: Picture, glow: Colour, seconds: number, seed = 1): void {
  const { width, height } = picture;
  paintRows(picture, y => mix(colour('#04050f'), colour('#0a0a1e'), y));
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const mist =
        ground.at((x / height) * 0.4 + seed * 0.3 + seconds * 0.002, (y / height) * 0.4 + seed * 0.7) - 0.47;
      if (mist > 0) blendSquare(picture, x, y, glow, Math.min(0.6, mist * 2));
    }
  }
  paintStars(picture, 1, seed, seconds);
}

/** A turning planet, lit from the upper left. */
export function paintPlanet(picture: Picture, planet: Planet, seconds: number): void {
  const { x, y, radius } = planet;
  paintGlow(
    picture,
    { x, y, radius: radius * 1.35, strength: 0.75 },
    mix(planet.colours[1], colour('#ffffff'), 0.2),
  );
  if (planet.ring) fillShape(picture, ring(planet, 1, false), planet.ring, 0.8);
  paintBall(picture, planet, seconds);
  if (planet.ring) {
    fillShape(picture, ring(planet, 1, true), planet.ring, 0.8);
    fillShape(picture, ring(planet, 0.86, true), mix(planet.ring, colour('#000000'), 0.4), 0.5);
  }
}

function paintBall(picture: Picture, { x, y, radius, colours, bands, seed }: Planet, seconds: number): void {
  const { width, height } = picture;
  const [cx, cy, r] = [x * height, y * height, radius * height];
  const [low, high, peak] = colours;
  for (let row = Math.max(0, Math.ceil(cy - r)) & ~1; row < Math.min(height, cy + r); row += 2) {
    const dy = (row + 1 - cy) / r;
    const reach = Math.sqrt(Math.max(0, 1 - dy * dy));
    const from = Math.max(0, Math.ceil(cx - reach * r)) & ~1;
    const to = Math.min(width - 1, cx + reach * r);
    for (let column = from; column < to; column += 2) {
      const dx = (column + 1 - cx) / r;
      const dz = Math.sqrt(Math.max(0, 1 - dx * dx - dy * dy));
      const longitude = Math.atan2(dx, dz) / (2 * Math.PI) + seconds * 0.02;
      const stretch = 1 - 0.88 * bands;
      const terrain = ground.at(
        longitude * stretch * 1.2 + seed * 0.13,
        dy * (0.3 + 0.9 * bands) + seed * 0.29,
      );
      const level = (terrain - 0.36) * 3.6;
      const surface = level < 0.5 ? mix(low, high, level * 2) : mix(high, peak, level * 2 - 1);
      const sunlight = 0.08 + 0.98 * Math.max(0, -0.55 * dx - 0.45 * dy + 0.7 * dz);
      const share = Math.min(1, (1 - Math.hypot(dx, dy)) * r * 0.5);
      blendSquare(picture, column, row, mix(colour('#020208'), surface, sunlight), share);
    }
  }
}

/** The half of a ring that lies before or behind its planet. */
function ring({ x, y, radius }: Planet, size: number, before: boolean): Outline[] {
  const arc: number[] = [];
  const reach = (turn: number, scale: number) => {
    const [dx, dy] = [radius * 2 * scale * Math.cos(turn), radius * 0.42 * scale * Math.sin(turn)];
    // Tilted by some twelve degrees.
    return [x + dx * 0.98 - dy * 0.2, y + dy * 0.98 + dx * 0.2];
  };
  const start = before ? 0 : Math.PI;
  const width = size === 1 ? 0.72 : 0.95;
  for (let i = 0; i <= 40; i++) arc.push(...reach(start + (i * Math.PI) / 40, size));
  for (let i = 40; i >= 0; i--) arc.push(...reach(start + (i * Math.PI) / 40, size * width));
  return [arc];
}

/** A small rocket on its way, pointing to the right. */
export function paintRocket(picture: Picture, x: number, y: number, size: number, seconds: number): void {
  const s = size;
  const flame = 0.5 + 0.15 * Math.sin(seconds * 40);
  fillShape(
    picture,
    [[x - 0.5 * s, y - 0.12 * s, x - (0.5 + flame) * s, y, x - 0.5 * s, y + 0.12 * s]],
    colour('#ff9a3c'),
    0.9,
  );
  paintGlow(picture, { x: x - 0.6 * s, y, radius: 0.7 * s, strength: 0.6 }, colour('#ffc070'));
  fillShape(
    picture,
    [[x - 0.5 * s, y - 0.16 * s, x - 0.66 * s, y - 0.34 * s, x - 0.2 * s, y - 0.16 * s]],
    colour('#c8443c'),
  );
  fillShape(
    picture,
    [[x - 0.5 * s, y + 0.16 * s, x - 0.66 * s, y + 0.34 * s, x - 0.2 * s, y + 0.16 * s]],
    colour('#8c2f2a'),
  );
  const hull = [
    x - 0.5 * s,
    y - 0.16 * s,
    x + 0.3 * s,
    y - 0.17 * s,
    x + 0.7 * s,
    y,
    x + 0.3 * s,
    y + 0.17 * s,
    x - 0.5 * s,
    y + 0.16 * s,
  ];
  fillShape(picture, [hull], at => mix(colour('#ffffff'), colour('#8a90a8'), (at - y) / (0.4 * s) + 0.4));
  fillShape(picture, [disc(x + 0.22 * s, y, 0.08 * s)], colour('#3a78b8'));
}
