import type { SoundPrint } from '../../domain/analysis.ts';

/** Milliseconds from one point of a fingerprint to the next: 1,365 samples of 11,025 a second (Chromaprint's default). */
export const pointMs = (1365 * 1000) / 11_025;

/** The fingerprint of a stretch. */
export interface Print {
  /** When the first point begins, in ms from the start of the film. */
  readonly startMs: number;
  readonly points: Uint32Array;
}

/** A fingerprint that others are compared with. Half a megabyte: for one at a time. */
export interface IndexedPrint extends Print {
  /** By the upper and by the lower half of a point, where it stands. */
  readonly halves: readonly [HalfIndex, HalfIndex];
}

/** Finds the places of a value of 16 bits: those from `from[value]` to `from[value + 1]` in `places`. */
export interface HalfIndex {
  readonly from: Uint32Array;
  readonly places: Uint32Array;
}

export function readPrint({ startMs, points }: Pick<SoundPrint, 'startMs' | 'points'>): Print {
  const bytes = Uint8Array.from(Buffer.from(points, 'base64'));
  return { startMs, points: new Uint32Array(bytes.buffer, 0, bytes.length >> 2) };
}

export function indexPrint(print: Print): IndexedPrint {
  const { points } = print;
  return { ...print, halves: [indexOf(points.map(upper)), indexOf(points.map(lower))] };
}

export function upper(point: number): number {
  return point >>> 16;
}

export function lower(point: number): number {
  return point & 0xffff;
}

function indexOf(values: Uint32Array): HalfIndex {
  const from = new Uint32Array(65_537);
  for (const value of values) from[value + 1] = (from[value + 1] ?? 0) + 1;
  for (let value = 0; value < 65_536; value++) from[value + 1] = (from[value + 1] ?? 0) + (from[value] ?? 0);
  const places = new Uint32Array(values.length);
  const next = from.slice();
  for (const [place, value] of values.entries()) {
    const at = next[value] ?? 0;
    places[at] = place;
    next[value] = at + 1;
  }
  return { from, places };
}
