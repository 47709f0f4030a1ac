import { ButlerError } from '../domain/errors.ts';
import type { DayForecast, Decision, ScheduleSettings } from '../domain/schedule.ts';
import { forecast } from '../schedule/forecast.ts';
import { homeZone } from '../schedule/window.ts';
import { checkWindows, formatWindows } from '../schedule/windows-text.ts';
import { findZone } from '../schedule/zone.ts';
import { openStoreForReading } from '../store/open-for-reading.ts';
import { newcomer, readKnown, settingsOf } from './known.ts';

/** What the command line may say of the plan that it wants. */
export interface PlanRequest {
  /** The data folder whose settings and past count; a new Butler's where it is absent or holds nothing yet. */
  readonly data?: string | undefined;
  /** Windows in place of those that are set. */
  readonly windows?: string | undefined;
  /** IANA name of another zone for windows that name none. */
  readonly zone?: string | undefined;
  /** An instant in ISO, or a time on the clock of the zone; now without it. */
  readonly from?: string | undefined;
  /** Service days, from 1 on. */
  readonly nights: number;
}

/** The nights to come, as plain data: instants are ISO with the offset of the zone. */
export interface Plan {
  readonly from: string;
  readonly zone: string;
  readonly windows: string;
  readonly nights: readonly PlannedNight[];
}

/** A service day with one of its nights, or without any: then it has no instants. */
interface PlannedNight {
  readonly serviceDay: string;
  readonly windowId: string | null;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  /** When the time begins in which nothing new starts. */
  readonly cutoffAt: string | null;
  readonly sentence: string;
  readonly tasks: readonly PlannedTask[];
}

interface PlannedTask extends Pick<Decision, 'task' | 'action' | 'reason' | 'sentence'> {
  readonly title: string;
  readonly plannedAt: string | null;
}

/**
 * What the nights to come will bring, and why. Needs no data folder, and holds none. `now` is in milliseconds since 1970
 * UTC. Throws `option-invalid`, or what {@link openStoreForReading} does.
 */
export async function makePlan(request: PlanRequest, now: number): Promise<Plan> {
  const windows = checkOption('--window', request.windows, checkWindows);
  const zone = checkOption('--zone', request.zone, text =>
    findZone(text) ? undefined : 'an IANA zone such as Europe/Berlin',
  );
  await using reading = request.data === undefined ? undefined : await openStoreForReading(request.data);
  const known = reading ? await readKnown(reading) : newcomer;
  const settings = settingsOf(known, { windows, zone });
  const home = homeZone(settings.windows);
  const from = request.from === undefined ? now : parseFrom(request.from, home);
  return {
    from: formatInstant(from, home),
    zone: home,
    windows: formatWindows(settings.windows, home),
    nights: forecast(from, settings, known.states, request.nights).map(day => planned(day, settings)),
  };
}

function planned(
  { serviceDay, night, sentence, decisions }: DayForecast,
  settings: ScheduleSettings,
): PlannedNight {
  const zone = settings.windows.find(({ id }) => id === night?.windowId)?.zone ?? homeZone(settings.windows);
  const format = (at: number | undefined) => (at === undefined ? null : formatInstant(at, zone));
  return {
    serviceDay,
    windowId: night?.windowId ?? null,
    opensAt: format(night?.opensAt),
    closesAt: format(night?.closesAt),
    cutoffAt: format(night?.cutoffAt),
    sentence,
    tasks: decisions.map(({ task, action, reason, plannedAt, sentence }) => ({
      task,
      title: settings.tasks.find(({ name }) => name === task)?.title ?? task,
      action,
      reason,
      plannedAt: format(plannedAt),
      sentence,
    })),
  };
}

/** The text of an option that was given, if it passes its check. */
function checkOption(
  option: string,
  given: string | undefined,
  check: (text: string) => string | undefined,
): string | undefined {
  const expected = given === undefined ? undefined : check(given);
  if (given === undefined || expected === undefined) return given;
  throw new ButlerError('option-invalid', { option, given, expected });
}

/** Dates have four digits in these. */
const [firstYear, lastYear] = [1970, 9000];

function parseFrom(given: string, zone: string): number {
  for (const read of [
    () => Temporal.Instant.from(given),
    () => Temporal.PlainDateTime.from(given).toZonedDateTime(zone).toInstant(),
  ]) {
    try {
      const at = read();
      const { year } = at.toZonedDateTimeISO('UTC');
      if (firstYear <= year && year < lastYear) return at.epochMilliseconds;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new ButlerError('option-invalid', {
    option: '--from',
    given,
    expected: 'an instant such as 2027-03-28T01:30:00+01:00, or a date',
  });
}

function formatInstant(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never' });
}
