import { formatCount } from '../../domain/amounts.ts';
import type { Analysable, Analyses, AnalysisKind } from '../../domain/analysis.ts';
import type { Part, SectionType } from '../../domain/library.ts';
import type { AnalyzerName, PassOrders, PassResults } from '../../domain/pass.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import type { PassRequest } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { findCurrent, parseMaking, unitsOf } from './making.ts';

/** Something that is found out about files one by one, each in a pass, and kept as an analysis. */
export interface Measurement<K extends AnalysisKind & AnalyzerName> {
  /** Of the analysis, and of the analyzer that yields it. */
  readonly kind: K;
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
  /** Ends the sentence that says what was done: `the loudness of`. */
  readonly measures: string;
  /** Says that there was nothing to do. */
  readonly upToDate: string;
}

/**
 * What the tasks that measure have in common: a file is measured once for each content, revision and settings. What is
 * stale is found as what is missing.
 */
export function measuring<K extends AnalysisKind & AnalyzerName>(
  measurement: Measurement<K>,
): Pick<UnitTask, 'kind' | 'find' | 'order' | 'publish' | 'conclude'> {
  const { kind } = measurement;
  const isIn = (part: Part) => measurement.in?.includes(part.sectionType) ?? true;
  return {
    kind: 'units',

    async find({ analyses, preferences }) {
      const version = versionOf(measurement, preferences);
      const parts = await analyses.partsToAnalyse(kind, version, measurement.of);
      return unitsOf(parts.filter(isIn), version);
    },

    async order(context, unit) {
      const version = versionOf(measurement, context.preferences);
      if (!(await findCurrent(context, unit, version))) return undefined;
      return { analyzer: kind, settings: measurement.settings(context.preferences) } as PassRequest;
    },

    async publish(context, unit, result) {
      if (result.analyzer !== kind)
        throw new TypeError(`This is measured by ${kind}, not ${result.analyzer}.`);
      const { version } = parseMaking(unit.version);
      const part = await findCurrent(context, unit, version);
      if (!part) return;
      const value = result.value as PassResults[K];
      const digest = measurement.digest?.(value) ?? (value as unknown as Analyses[K]);
      await context.analyses.keep({ partId: part.id, kind, version, value: digest }, context.now());
    },

    async conclude(_, { done, failed }) {
      if (done + failed === 0) return measurement.upToDate;
      const measured = `Measured ${measurement.measures} ${formatCount(done, 'file')}`;
      return failed === 0 ? `${measured}.` : `${measured}; ${formatCount(failed, 'file')} failed.`;
    },
  };
}

/** The kind, its revision, and the settings, in the order of their names. */
function versionOf<K extends AnalysisKind & AnalyzerName>(
  { kind, revision, settings }: Measurement<K>,
  preferences: PreferenceReader,
): string {
  const values = Object.entries(settings(preferences)).map(([name, value]) => `${name}=${value}`);
  return [`${kind}${revision}`, ...values.sort()].join(',');
}
