import { dice } from '../dice.ts';

const size = 256;

/** Clouds of numbers from 0 to 1 around 0.5, which repeat at 1 in both directions. */
export interface Noise {
  at(x: number, y: number): number;
}

/** Sums octaves of random lattices, each twice as fine and half as strong as the one before. */
export function createNoise(seed: number, octaves = 6, firstCells = 4): Noise {
  const field = new Float32Array(size * size);
  const chance = dice(seed);
  let strength = 0.5;
  let most = 0;
  for (let octave = 0, cells = firstCells; octave < octaves && cells <= size; octave++, cells *= 2) {
    const lattice = Float32Array.from({ length: cells * cells }, chance);
    for (let i = 0; i < field.length; i++) {
      const value = smooth(
        lattice,
        cells,
        ((i % size) * cells) / size,
        (Math.floor(i / size) * cells) / size,
      );
      field[i] = (field[i] ?? 0) + value * strength;
    }
    most += strength;
    strength /= 2;
  }
  for (let i = 0; i < field.length; i++) field[i] = (field[i] ?? 0) / most;
  return { at: (x, y) => smooth(field, size, x * size, y * size) };
}

/** Between the four values around a point; cells must be a power of two. */
function smooth(lattice: Float32Array, cells: number, x: number, y: number): number {
  const mask = cells - 1;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const dx = x - x0;
  const dy = y - y0;
  const left = x0 & mask;
  const right = (x0 + 1) & mask;
  const top = (y0 & mask) * cells;
  const bottom = ((y0 + 1) & mask) * cells;
  const a = lattice[top + left] ?? 0;
  const b = lattice[top + right] ?? 0;
  const c = lattice[bottom + left] ?? 0;
  const d = lattice[bottom + right] ?? 0;
  return a + (b - a) * dx + (c - a + (a - b - c + d) * dx) * dy;
}
