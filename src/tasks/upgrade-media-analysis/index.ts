import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import type { Measurement } from '../../library/units/measurement.ts';

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskUpgradeMediaAnalysis',
  type: 'bool',
  default: true,
  label: 'Upgrade media analysis during maintenance',
  summary:
    'Measures again what an older version of Butler measured, or what was measured with other settings.',
  group: 'butler',
};

/** Repeats, of all that was measured, what an older version or other settings made stale; nothing else. */
export function upgradeMediaAnalysis(measurements: readonly Measurement[]): UnitTask {
  /** The units of single measurements that one unit of this task stands for: their versions are lines of its own. */
  const partsOf = (unit: UnitSpec) =>
    unit.version.split('\n').map(line => {
      const [kind = '', ...version] = line.split(' ');
      const measurement = measurements.find(other => other.kind === kind);
      if (!measurement) throw new Error(`Nobody measures ${kind}.`);
      return { measurement, unit: { ...unit, version: version.join(' ') } };
    });
  return {
    kind: 'units',
    name: 'UpgradeMediaAnalysis',
    title: 'Upgrade Media Analysis',
    description: 'Repeat analyses that an older version made, or that were made with other settings',
    group: 'media',
    intervalDays: 1,
    spread: false,
    endPolicy: 'drain',
    priority: 140,
    makes: measurements.map(({ kind }) => kind),
    activityType: 'media.analyze.upgrade',
    enabledBy: enabled,
    preferences: [],

    async find(context) {
      const bySubject = new Map<UnitSpec['subject'], UnitSpec>();
      for (const measurement of measurements) {
        for (const unit of await measurement.find(context, 'stale')) {
          const other = bySubject.get(unit.subject);
          const line = `${measurement.kind} ${unit.version}`;
          const version = other ? `${other.version}\n${line}` : line;
          bySubject.set(unit.subject, { ...unit, version });
        }
      }
      return [...bySubject.values()];
    },

    async order(context, unit) {
      const requests = await Promise.all(
        partsOf(unit).map(({ measurement, unit: part }) => measurement.order(context, part)),
      );
      return requests.flat();
    },

    async publish(context, unit, result) {
      const part = partsOf(unit).find(({ measurement }) => measurement.kind === result.analyzer);
      if (!part) throw new TypeError(`${result.analyzer} was not ordered.`);
      await part.measurement.publish(context, part.unit, result);
    },

    async conclude(_, { done, failed }) {
      if (done + failed === 0) return say('analyses-fresh', {});
      return say('analyses-repeated', { done, failed });
    },
  };
}
