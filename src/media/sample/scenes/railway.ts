import { type Colour, colour, mix } from '../paint/colour.ts';
import { writeText } from '../paint/letters.ts';
import { paintGlow, paintRows } from '../paint/light.ts';
import { box, disc, fillShape, type Outline, stroke } from '../paint/shapes.ts';
import type { Picture } from '../picture.ts';
import { type Landscape, paintLandscape } from './landscape.ts';
import { paintSnow } from './weather.ts';

const iron = colour('#15171c');

/** A train with lit windows crosses a viaduct, in twelve seconds from one side to the other. */
export function paintViaduct(picture: Picture, scene: Landscape, seconds: number): void {
  const light = paintLandscape(picture, scene, seconds);
  const stone = mix(colour('#6b6258'), light.near, 0.35 + 0.45 * light.stars);
  const deck = 0.6;
  const arches: Outline[] = [box(0, deck, 1.8, 0.4)];
  for (let arch = 0; arch < 8; arch++) {
    const [left, right] = [arch * 0.26 - 0.12, arch * 0.26 + 0.08];
    const curve = Array.from({ length: 13 }, (_, i) => (i * Math.PI) / 12).flatMap(turn => [
      (left + right) / 2 - 0.1 * Math.cos(turn),
      deck + 0.15 - 0.1 * Math.sin(turn),
    ]);
    arches.push([left, 1, ...curve, right, 1]);
  }
  const front = seconds * 0.32 - 0.1;
  for (let coach = 0; coach < 5; coach++)
    paintCoach(picture, front - coach * 0.36, deck, coach === 0, light.stars);
  fillShape(picture, arches, y => mix(stone, iron, (y - deck) * 1.1));
  fillShape(picture, [box(0, deck - 0.008, 1.8, 0.022)], mix(stone, light.horizon, 0.25));
}

function paintCoach(picture: Picture, right: number, deck: number, isEngine: boolean, night: number): void {
  const left = right - 0.34;
  const top = deck - 0.105;
  const body = mix(isEngine ? colour('#8c2f2a') : colour('#23466b'), iron, 0.7 * night);
  const wheels = [0.05, 0.11, 0.23, 0.29].map(at => disc(left + at, deck - 0.014, 0.018));
  fillShape(picture, wheels, iron);
  const nose = isEngine ? 0.05 : 0;
  fillShape(
    picture,
    [[left, top, right - nose, top, right, top + 0.05, right, deck - 0.022, left, deck - 0.022]],
    body,
  );
  fillShape(
    picture,
    [box(left, top + 0.068, 0.34 - nose * 0.2, 0.008)],
    mix(colour('#e8d8a0'), iron, 0.5 * night),
  );
  const windows = isEngine
    ? [box(right - 0.085, top + 0.016, 0.035, 0.034)]
    : Array.from({ length: 6 }, (_, i) => box(left + 0.025 + i * 0.05, top + 0.018, 0.036, 0.036));
  fillShape(picture, windows, mix(colour('#bcd4e4'), colour('#ffd98a'), night));
  if (isEngine && night > 0.2) {
    fillShape(
      picture,
      [[right, top + 0.06, right + 0.5, top + 0.02, right + 0.5, top + 0.13]],
      colour('#fff0c0'),
      0.16 * night,
    );
    paintGlow(
      picture,
      { x: right - 0.005, y: top + 0.065, radius: 0.11, strength: 0.9 * night },
      colour('#fff2c8'),
    );
  }
}

/** The land runs past a window of the compartment; a pole every second and a half. */
export function paintWindowSeat(picture: Picture, scene: Landscape, seconds: number, snow = false): void {
  const light = paintLandscape(picture, { ...scene, travelled: scene.travelled + seconds * 0.9 }, seconds);
  if (snow) paintSnow(picture, seconds * 3);
  const pole = 2.4 - ((seconds / 1.5) % 1) * 3.2;
  fillShape(
    picture,
    [box(pole, 0.16, 0.022, 0.7), box(pole - 0.07, 0.22, 0.16, 0.014)],
    mix(light.near, iron, 0.6),
  );
  for (const wire of [0.2, 0.25]) {
    const sag = (x: number) => wire + 0.03 * Math.cos(((x - pole) * 2 * Math.PI) / 3.2);
    for (let x = -0.1; x < 1.8; x += 0.2) {
      fillShape(picture, [stroke(x, sag(x), x + 0.2, sag(x + 0.2), 0.004)], iron, 0.7);
    }
  }
  paintCompartment(picture, mix(colour('#5a3a22'), iron, 0.25 + 0.4 * light.stars), light.stars);
}

function paintCompartment(picture: Picture, wood: Colour, night: number): void {
  const [left, top, right, bottom, r] = [0.14, 0.1, 1.64, 0.78, 0.09];
  const opening: number[] = [];
  for (const [x, y, quarter] of [
    [right, top, -1],
    [right, bottom, 0],
    [left, bottom, 1],
    [left, top, 2],
  ] as const) {
    const [cx, cy] = [x - Math.sign(x - 0.9) * r, y - Math.sign(y - 0.5) * r];
    for (let i = 0; i <= 6; i++) {
      const turn = ((quarter + i / 6) * Math.PI) / 2;
      opening.push(cx + r * Math.cos(turn), cy + r * Math.sin(turn));
    }
  }
  const wall = box(-0.01, -0.01, 1.82, 1.02);
  fillShape(picture, [wall, opening], y => mix(mix(wood, colour('#c89058'), 0.12 * night), iron, y * 0.6));
  fillShape(picture, [box(0.06, 0.84, 1.66, 0.05)], mix(wood, colour('#e0b070'), 0.35));
  fillShape(picture, [box(0.06, 0.89, 1.66, 0.014)], iron, 0.6);
  const cup = mix(colour('#f0eadc'), iron, 0.3 * night);
  fillShape(picture, [[1.2, 0.745, 1.31, 0.745, 1.295, 0.84, 1.215, 0.84]], cup);
  fillShape(picture, [disc(1.255, 0.745, 0.055, 0.012)], colour('#4a2a18'));
  if (night > 0.3) paintGlow(picture, { x: 0.1, y: 0.05, radius: 0.7, strength: 0.4 }, colour('#ffc070'));
}

/** Lamps of a tunnel that come towards one. */
export function paintTunnel(picture: Picture, seconds: number): void {
  paintRows(picture, () => colour('#08090c'));
  const [x, y] = [0.89 + 0.1 * Math.sin(seconds * 0.5), 0.48];
  for (let ring = 11; ring >= 0; ring--) {
    const depth = ring + 1 - ((seconds * 2.2) % 1);
    const size = 0.9 / depth;
    const shade = mix(colour('#4a4038'), colour('#08090c'), 1 - 1.2 / (depth + 0.4));
    const outer = vault(x, y, size);
    const inner = vault(x, y, size * 0.86);
    fillShape(picture, [outer, inner], shade);
    for (const side of [-1, 1]) {
      const lamp = { x: x + side * size * 0.72, y: y - size * 0.28 };
      fillShape(picture, [disc(lamp.x, lamp.y, size * 0.045)], colour('#ffdf9a'));
      if (depth < 6) paintGlow(picture, { ...lamp, radius: size * 0.34, strength: 0.6 }, colour('#ffb050'));
    }
  }
  for (const side of [-1, 1]) {
    fillShape(
      picture,
      [[x + side * 0.004, y + 0.05, x + side * 0.34, 1.01, x + side * 0.4, 1.01, x + side * 0.01, y + 0.05]],
      colour('#8a8f98'),
    );
  }
}

function vault(x: number, y: number, size: number): Outline {
  const arch = Array.from({ length: 17 }, (_, i) => (i * Math.PI) / 16).flatMap(turn => [
    x - size * Math.cos(turn),
    y - size * 0.9 * Math.sin(turn),
  ]);
  return [...arch, x + size, y + size * 0.75, x - size, y + size * 0.75];
}

/** A board of the line, on which a light moves from stop to stop. */
export function paintLineMap(picture: Picture, stops: readonly string[], progress: number): void {
  paintRows(picture, y => mix(colour('#12343b'), colour('#0a1a22'), y));
  const place = (index: number) => ({
    x: 0.2 + (1.38 * index) / (stops.length - 1),
    y: 0.55 + 0.16 * Math.sin(index * 1.9 + 0.6),
  });
  for (let i = 0; i + 1 < stops.length; i++) {
    const [a, b] = [place(i), place(i + 1)];
    fillShape(picture, [stroke(a.x, a.y, b.x, b.y, 0.02)], colour('#3c6e71'));
    const done = Math.min(1, Math.max(0, progress * (stops.length - 1) - i));
    const [x, y] = [a.x + (b.x - a.x) * done, a.y + (b.y - a.y) * done];
    if (done > 0) fillShape(picture, [stroke(a.x, a.y, x, y, 0.02)], colour('#f2a541'));
    if (done > 0 && done < 1) paintGlow(picture, { x, y, radius: 0.12, strength: 0.9 }, colour('#fff0b0'));
  }
  for (const [index, stop] of stops.entries()) {
    const { x, y } = place(index);
    fillShape(picture, [disc(x, y, 0.03)], colour('#f4f1de'));
    fillShape(
      picture,
      [disc(x, y, 0.017)],
      progress * (stops.length - 1) >= index ? colour('#f2a541') : colour('#12343b'),
    );
    writeText(picture, stop, { x, y: y + (y < 0.5 ? -0.1 : 0.06), size: 0.035 }, colour('#f4f1de'));
  }
  writeText(picture, 'Meridian Line', { x: 0.89, y: 0.12, size: 0.07 }, colour('#f4f1de'));
}
