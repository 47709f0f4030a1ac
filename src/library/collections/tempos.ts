import type { CollectionMaterial } from '../../domain/collections.ts';
import { gather, type Planning } from './gather.ts';

/** In beats a minute. */
const bands = [
  { from: 0, title: 'Slow (below 80 BPM)' },
  { from: 80, title: 'Moderate (80 to 110 BPM)' },
  { from: 110, title: 'Fast (110 to 140 BPM)' },
  { from: 140, title: 'Very fast (from 140 BPM)' },
] as const;

/** Tracks of about one tempo, the slowest first. */
export function* planTempos({ items, tracks }: CollectionMaterial): Planning {
  const beating = items.flatMap(({ id, type }) => {
    const bpm = type === 'track' ? tracks.get(id)?.bpm : undefined;
    return bpm === undefined ? [] : [{ id, bpm }];
  });
  return yield* gather(
    beating.toSorted((a, b) => a.bpm - b.bpm),
    ({ bpm }) => {
      const { from, title } = bands.findLast(band => bpm >= band.from) ?? bands[0];
      return [{ recipe: `tempo ${from}`, type: 'track', title }];
    },
  );
}
