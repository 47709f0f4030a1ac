import type { MaintenanceWindow } from '../domain/schedule.ts';
import { taskGroups } from '../domain/task.ts';
import { minuteMs } from './calendar.ts';
import { everyDay, lengthOf, minutesOf, timeOf } from './window.ts';

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

/** What tells windows of one zone apart. */
export type Hours = Omit<MaintenanceWindow, 'id' | 'zone'>;

/** Two windows, by their places in the list, that are open together, from a minute of a weekday on. */
export interface Conflict {
  readonly places: readonly [number, number];
  /** ISO. */
  readonly weekday: number;
  readonly minute: number;
}

/**
 * Windows that are never open together to the same tasks, by the clock on the wall. Where one would still be open when
 * another opens that admits all the same tasks and closes no sooner, it hands over: it closes then, on those weekdays.
 * No task loses an hour by that. Any other overlap is a {@link Conflict}, for which of the two was meant only the
 * writer can say. Windows that share no task may overlap.
 *
 * On the one night of a year on which a missing time moves later a window may still reach into the next one.
 */
export function handOver(windows: readonly Hours[]): readonly Hours[] | Conflict {
  const result: Hours[] = [];
  for (const [place, window] of windows.entries()) {
    const daysByLength = new Map<number, number[]>();
    for (const weekday of window.weekdays ?? everyDay) {
      const next = findNext(windows, place, weekday);
      if (next && !takesOver(next, window)) return { ...next, places: [place, next.place] };
      const length = next?.after ?? lengthOf(window);
      daysByLength.set(length, [...(daysByLength.get(length) ?? []), weekday]);
    }
    for (const [length, weekdays] of daysByLength) {
      const closes = timeOf(minutesOf(window.opens) + length);
      const { weekdays: _, ...rest } = window;
      result.push({ ...rest, closes, ...(weekdays.length < everyDay.length && { weekdays }) });
    }
  }
  return result;
}

/** A window that opens while another is open. */
interface Next {
  readonly window: Hours;
  readonly place: number;
  readonly weekday: number;
  /** Of that day. */
  readonly minute: number;
  /** Minutes since the other opened. */
  readonly after: number;
}

/** The first window that opens to tasks of one that opened on a weekday, while that is open. */
function findNext(windows: readonly Hours[], place: number, weekday: number): Next | undefined {
  const one = windows[place] as Hours;
  const opensAt = minuteOfWeek(one, weekday);
  return windows
    .flatMap((window, other) =>
      other === place || !admitted(window).some(group => admitted(one).includes(group))
        ? []
        : (window.weekdays ?? everyDay).map((weekday): Next => {
            const after = (minuteOfWeek(window, weekday) - opensAt + weekMinutes) % weekMinutes;
            return { window, place: other, weekday, minute: minutesOf(window.opens), after };
          }),
    )
    .filter(({ after }) => after < lengthOf(one))
    .toSorted((a, b) => a.after - b.after)[0];
}

function takesOver({ window, after }: Next, from: Hours): boolean {
  return (
    after > (from.cutoffMs ?? 0) / minuteMs &&
    after + lengthOf(window) >= lengthOf(from) &&
    admitted(from).every(group => admitted(window).includes(group))
  );
}

function admitted({ groups = taskGroups }: Hours): NonNullable<Hours['groups']> {
  return groups;
}

function minuteOfWeek({ opens }: Hours, weekday: number): number {
  return (weekday - 1) * dayMinutes + minutesOf(opens);
}
