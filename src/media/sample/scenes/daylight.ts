import { type Colour, colour, mix, ramp } from '../paint/colour.ts';

/** The colours of a place at one hour. */
export interface Daylight {
  readonly zenith: Colour;
  readonly horizon: Colour;
  readonly sun: Colour;
  readonly cloud: Colour;
  /** Hills in the distance and in front. */
  readonly far: Colour;
  readonly near: Colour;
  /** 0 at noon, 1 when the sun is low. */
  readonly warmth: number;
  /** 0 by day, 1 when all stars are out. */
  readonly stars: number;
}

const zenith = ramp([
  [0, colour('#050a1e')],
  [4.5, colour('#0c1638')],
  [6, colour('#3a4f8f')],
  [7.5, colour('#4d86c8')],
  [12, colour('#2f7fd6')],
  [16, colour('#3d86cf')],
  [18.2, colour('#5a6fb0')],
  [19.3, colour('#4b3f7d')],
  [20.5, colour('#1a1d4a')],
  [22, colour('#070c22')],
  [24, colour('#050a1e')],
]);
const horizon = ramp([
  [0, colour('#101a3a')],
  [4.5, colour('#2c3566')],
  [5.6, colour('#d97c6a')],
  [6.4, colour('#ffc27a')],
  [8, colour('#cfe3ee')],
  [12, colour('#bfe0f2')],
  [16, colour('#e6e2c8')],
  [18.2, colour('#ffb866')],
  [19.2, colour('#f2705a')],
  [20.3, colour('#7a4570')],
  [22, colour('#161f44')],
  [24, colour('#101a3a')],
]);
const sun = ramp([
  [5.5, colour('#ff8a50')],
  [8, colour('#fff0c0')],
  [12, colour('#fffbe8')],
  [17, colour('#ffe9a8')],
  [19, colour('#ff6a3c')],
]);
const cloud = ramp([
  [0, colour('#18203f')],
  [5, colour('#4a4a78')],
  [6.2, colour('#ffb09a')],
  [9, colour('#ffffff')],
  [16, colour('#ffffff')],
  [18.4, colour('#ffd0a0')],
  [19.4, colour('#c8587a')],
  [21, colour('#2a2a55')],
  [24, colour('#18203f')],
]);
const night = colour('#060a18');

/** The light at an hour, 0 to 24, over land that has a colour by day, and under the tint of a foreign air. */
export function daylight(hour: number, land: Colour, air?: Colour): Daylight {
  const dark = Math.min(1, Math.max(0, Math.abs(hour - 12.4) / 3 - 1.9));
  const tinted = (sky: Colour) => (air ? mix(sky, { ...air, luma: (air.luma + sky.luma) / 2 }, 0.65) : sky);
  const low = tinted(horizon(hour));
  const high = tinted(zenith(hour));
  const near = mix(land, night, 0.12 + 0.54 * dark);
  return {
    zenith: high,
    horizon: low,
    sun: sun(hour),
    cloud: cloud(hour),
    near: mix(near, low, 0.06),
    far: mix(mix(near, high, 0.35), low, 0.62),
    warmth: Math.min(1, Math.abs(hour - 12.4) / 6),
    stars: Math.min(1, Math.max(0, Math.abs(hour - 12.4) - 7.2)),
  };
}
