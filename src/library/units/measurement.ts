import type { Analysable, Analyses, AnalysisKind } from '../../domain/analysis.ts';
import type { Product } from '../../domain/coverage.ts';
import type { Input } from '../../domain/input.ts';
import type { SectionType } from '../../domain/library.ts';
import type { AnalyzerName, PassOrders, PassResults } from '../../domain/pass.ts';
import { say } from '../../domain/phrases.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { getValue, type PassRequest, type PassResult, type UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { findCurrent, parseMaking, unitsOf } from './making.ts';

/** What a pass finds out about a file, is kept as an analysis, and other tasks may go on from. */
type Kind = AnalysisKind & AnalyzerName & Input;

/** Something that is found out about files one by one. */
interface Definition<K extends Kind> {
  /** Of the analysis, and of the analyzer that yields it. */
  readonly kind: K;
  /** What it finds out, in the plural, for people: `credits`. */
  readonly title: string;
  /** What a file must have to be measured. */
  readonly of: Analysable;
  /** Sections of these types only; of all where absent. */
  readonly in?: readonly SectionType[];
  /** Raised when the same file and the same settings give another result. */
  readonly revision: number;
  /** What the analyzer must be told. */
  settings(preferences: PreferenceReader): PassOrders[K];
  /** What is kept of its result; all of it where absent. */
  digest?(result: PassResults[K]): Analyses[K];
}

/** A measurement of any kind. A file is measured once for each content, revision and settings. */
export interface Measurement {
  readonly kind: Kind;
  products(preferences: PreferenceReader): readonly Product[];
  /** The units of what was never measured, or of what was measured by an older revision or with other settings. */
  find(context: RunContext, which: 'missing' | 'stale'): Promise<readonly UnitSpec[]>;
  /** See {@link UnitTask}. */
  order(context: RunContext, unit: UnitSpec): Promise<readonly PassRequest[]>;
  publish(context: RunContext, unit: UnitSpec, result: PassResult): Promise<void>;
}

export function defineMeasurement<K extends Kind>(definition: Definition<K>): Measurement {
  const { kind, of, revision, settings, digest } = definition;
  /** The kind, its revision, and the settings, in the order of their names. */
  const versionOf = (preferences: PreferenceReader) => {
    const values = Object.entries(settings(preferences)).map(([name, value]) => `${name}=${value}`);
    return [`${kind}:${revision}`, ...values.sort()].join(',');
  };
  return {
    kind,

    products: preferences => [
      {
        kind,
        title: definition.title,
        of,
        ...(definition.in && { in: definition.in }),
        version: versionOf(preferences),
      },
    ],

    async find({ analyses, preferences }, which) {
      const version = versionOf(preferences);
      const parts = await analyses.partsToAnalyse(kind, version, of, which);
      return unitsOf(
        parts.filter(part => definition.in?.includes(part.sectionType) ?? true),
        version,
      );
    },

    async order(context, unit) {
      if (!(await findCurrent(context, unit, versionOf(context.preferences)))) return [];
      return [{ analyzer: kind, settings: settings(context.preferences) } as PassRequest];
    },

    async publish(context, unit, result) {
      const found = getValue<K>(result, kind);
      const { version } = parseMaking(unit.version);
      const part = await findCurrent(context, unit, version);
      // The file has changed since: what was measured is not what is there.
      if (!part) return;
      const value = digest?.(found) ?? (found as unknown as Analyses[K]);
      await context.analyses.keep({ partId: part.id, kind, version, value }, context.now());
      context.made(kind);
    },
  };
}

/** A task that measures what was never measured. */
export interface MeasuringTask extends UnitTask {
  readonly measurement: Measurement;
}

/** What such tasks have in common. `topic` tells their phrases: what was measured, and that all was. */
export function measuring(
  measurement: Measurement,
  topic: 'deep' | 'loudness' | 'music' | 'photos' | 'speech',
): Pick<
  MeasuringTask,
  'kind' | 'measurement' | 'products' | 'makes' | 'find' | 'order' | 'publish' | 'conclude'
> {
  return {
    kind: 'units',
    measurement,
    products: measurement.products,
    makes: [measurement.kind],
    find: context => measurement.find(context, 'missing'),
    order: measurement.order,
    publish: measurement.publish,
    async conclude(_, { done, failed }) {
      return done + failed === 0 ? say(`${topic}-fresh`, {}) : say(`${topic}-measured`, { done, failed });
    },
  };
}
