import { formatLength } from '../../domain/amounts.ts';
import { findZone } from '../../schedule/zone.ts';
import { butlerTimeZone } from '../../settings/schedule-preferences.ts';
import { builtAt } from '../version.ts';
import { fail, ok, type Verdict, warn } from './finding.ts';
import type { Subject } from './subject.ts';

/** A clock that is behind what is on record by more than this was set back. */
const toleranceMs = 60_000;

export async function checkClock({ reading, now }: Subject): Promise<Verdict> {
  const at = now();
  const remedy = 'Set the clock, and have it kept: timedatectl set-ntp true, or the settings of the system.';
  if (at < builtAt) return fail(`It reads ${format(at)}, before this version was made.`, remedy);
  const [last] = (await reading?.history.runs({ limit: 1 })) ?? [];
  if (last && last.createdAt > at + toleranceMs) {
    const by = formatLength(last.createdAt - at);
    return warn(`It reads ${format(at)}, but the last run began ${by} later than that.`, remedy);
  }
  return ok(format(at));
}

export async function checkZone({ reading, env }: Subject): Promise<Verdict> {
  const machine = Temporal.Now.timeZoneId();
  const chosen = (await reading?.preferences.all())?.[butlerTimeZone.id] ?? '';
  if (chosen !== '') {
    return findZone(chosen)
      ? ok(`${chosen}, by ${butlerTimeZone.id}; that of the machine is ${machine}.`)
      : fail(
          `${butlerTimeZone.id} is "${chosen}", which is no zone.`,
          `Run butler settings ${butlerTimeZone.id} --reset.`,
        );
  }
  if (env['TZ'] && !findZone(env['TZ'].replace(/^:/, ''))) {
    return warn(
      `TZ is "${env['TZ']}", which is no zone: the windows open by ${machine}.`,
      'Set TZ like Europe/Berlin.',
    );
  }
  return ok(`${machine}, that of the machine.`);
}

function format(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(Temporal.Now.timeZoneId())
    .toString({ smallestUnit: 'second', timeZoneName: 'never' })
    .replace('T', ' ');
}
