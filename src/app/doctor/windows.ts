import { formatLength } from '../../domain/amounts.ts';
import { describeNight } from '../../schedule/explain.ts';
import { homeZone, nextNight } from '../../schedule/window.ts';
import { newcomer, readKnown, settingsOf } from '../known.ts';
import { ok, type Verdict, warn } from './finding.ts';
import type { Subject } from './subject.ts';

/** Shorter than this no film is looked at from its beginning to its end. */
const shortMs = 30 * 60_000;
/** A window that opens no sooner than this has most likely been forgotten. */
const longMs = 8 * 24 * 3_600_000;

/** Whether a window opens soon, and for long enough that something can be done in it. */
export async function checkWindows({ reading, now }: Subject): Promise<Verdict> {
  const { windows, tasks } = settingsOf(reading ? await readKnown(reading) : newcomer);
  const at = now();
  const [next] = windows
    .flatMap(window => nextNight(window, at) ?? [])
    .toSorted((a, b) => a.opensAt - b.opensAt);
  const remedy =
    'See butler settings ButlerWindows, ButlerStartHour and ButlerBlackoutDays; butler plan tells what follows.';
  if (!next) return warn('No window ever opens: nothing runs by itself.', remedy);
  if (next.opensAt - at > longMs)
    return warn(`The next window opens in ${formatLength(next.opensAt - at)}.`, remedy);
  const length = next.closesAt - next.opensAt;
  if (length < shortMs) return warn(`The next window is open for ${formatLength(length)} only.`, remedy);
  if (!tasks.some(({ enabled }) => enabled)) {
    return warn('Every task is switched off.', 'butler settings ButlerTask lists the switches.');
  }
  return ok(describeNight(next, homeZone(windows)));
}
