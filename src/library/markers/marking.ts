import { say } from '../../domain/phrases.ts';
import { partIdOf } from '../../domain/task.ts';
import type { Measurement, MeasuringTask } from '../units/measurement.ts';
import { type PlaceText, writeTextsBeside } from '../units/texts-beside.ts';
import { type Decider, decideMarkers } from './decide-markers.ts';
import { derivesEdl, edlBeside, edlPreference } from './edl-beside.ts';

interface Marking {
  /** What is found out of files one by one. */
  readonly measurement: Measurement;
  /** What decides on the markers by that. */
  readonly decider: Decider;
  /** What gets such markers. */
  readonly of: readonly ('episode' | 'movie')[];
  /** Tells its phrases: what was found, and that all was. */
  readonly topic: 'breaks' | 'credits' | 'intros';
  readonly place: PlaceText;
}

/** What tasks have in common that measure files, and then decide on the markers of all that belong together. */
export function marking({
  measurement,
  decider,
  of,
  topic,
  place,
}: Marking): Pick<
  MeasuringTask,
  | 'kind'
  | 'measurement'
  | 'products'
  | 'derives'
  | 'reads'
  | 'makes'
  | 'preferences'
  | 'find'
  | 'order'
  | 'publish'
  | 'conclude'
> {
  return {
    kind: 'units',
    measurement,
    products: measurement.products,
    derives: derivesEdl,
    reads: decider.by,
    makes: [measurement.kind],
    preferences: [edlPreference],

    async find(context) {
      const wanted = new Set<number>();
      for (const type of of) for (const partId of await context.analyses.partsOf(type)) wanted.add(partId);
      const units = await measurement.find(context, 'missing');
      return units.filter(unit => wanted.has(partIdOf(unit)));
    },

    order: measurement.order,
    publish: measurement.publish,

    /** Also where nothing was left to measure: what was interrupted before is decided now. */
    async conclude(context, { done, failed }) {
      const decided = await decideMarkers(context, decider);
      await writeTextsBeside(context, place, edlBeside);
      if (done + failed + decided.length === 0) return say(`${topic}-fresh`, {});
      const marked = decided.filter(({ spans }) => spans.length > 0).length;
      return say(`${topic}-found`, { done, marked, decided: decided.length, failed });
    },
  };
}
