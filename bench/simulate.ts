import type {
  MaintenanceWindow,
  Night,
  ScheduleSettings,
  TaskSchedule,
  TaskState,
} from '../src/domain/schedule.ts';
import type { TaskName } from '../src/domain/task.ts';
import { plan } from '../src/schedule/plan.ts';
import { nightAt, nightsAfter } from '../src/schedule/window.ts';

/** How long every run takes. */
const durationMs = 6 * 60_000;
const dayMs = 86_400_000;

const base = {
  ...({ title: '', group: 'library', priority: 0, enabled: true, asap: false } as const),
  ...{ reads: [], makes: [] },
};
const tasks: readonly TaskSchedule[] = [
  { ...base, name: 'RefreshLibraries', intervalDays: 1, spread: false, endPolicy: 'drain' },
  { ...base, name: 'UpgradeMediaAnalysis', intervalDays: 1, spread: true, endPolicy: 'drain' },
  { ...base, name: 'RefreshLocalMedia', intervalDays: 3, spread: true, endPolicy: 'finish' },
  { ...base, name: 'OptimizeDatabase', intervalDays: 7, spread: false, endPolicy: 'finish' },
];

/** What a simulation came to. */
export interface Simulated {
  readonly nights: number;
  readonly starts: number;
  /** What did not happen as it must, each in one line. */
  readonly wrong: readonly string[];
}

/**
 * Lives through all nights of a window that open from `from` on and before `to` (milliseconds since 1970 UTC), and asks
 * the plan at each instant at which something can change: when the window opens, at each moment that a task was placed
 * at or a run ends, at the cutoff, when the window closes, and by day. In between the plan is a constant: all that it
 * depends on are these. Checks that each task starts once in each of its periods, within the window and before the
 * cutoff, and at no other time.
 */
export function simulate(window: MaintenanceWindow, from: number, to: number): Simulated {
  const life = new Life(window);
  let nights = 0;
  for (const night of nightsAfter(window, from)) {
    if (night.opensAt >= to) break;
    if (night.opensAt < from) continue;
    life.expectNothing(night.opensAt - 1);
    life.spend(night);
    life.expectNothing(night.closesAt);
    nights++;
  }
  return { nights, starts: life.starts, wrong: life.wrong };
}

/** A Butler whose runs all succeed. */
class Life {
  readonly wrong: string[] = [];
  starts = 0;
  readonly #window: MaintenanceWindow;
  readonly #settings: ScheduleSettings;
  readonly #states: { [N in TaskName]?: TaskState } = {};
  /** By task, when its run began. */
  readonly #running = new Map<TaskName, number>();
  /** By task, the day of its last run as counted here, in days since 1970. */
  readonly #lastDay = new Map<TaskName, number>();

  constructor(window: MaintenanceWindow) {
    this.#window = window;
    this.#settings = {
      instanceId: window.zone,
      windows: [window],
      blackoutDays: [],
      asapOutsideWindow: false,
      tasks,
    };
  }

  spend(night: Night): void {
    const day = Date.parse(night.serviceDay) / dayMs;
    const due = new Set(tasks.filter(task => this.#isDue(task, day)).map(task => task.name));
    for (let now = night.opensAt; now < night.closesAt; ) {
      this.#endRuns(now, night);
      let next = now < night.cutoffAt ? night.cutoffAt : night.closesAt;
      for (const { task, action, plannedAt = next } of this.#plan(now)) {
        next = Math.min(next, plannedAt);
        if (action !== 'start') continue;
        if (!due.delete(task)) this.#report(`${task} started, and was not due`, now);
        if (now >= night.cutoffAt) this.#report(`${task} started after the cutoff`, now);
        if (nightAt(this.#window, now)?.serviceDay !== night.serviceDay)
          this.#report(`${task} started outside of its night`, now);
        this.starts++;
        this.#lastDay.set(task, day);
        this.#running.set(task, now);
        this.#states[task] = { ...this.#states[task], active: 'running' };
        next = Math.min(next, now + durationMs);
      }
      for (const began of this.#running.values()) next = Math.min(next, began + durationMs);
      now = next;
    }
    this.#endRuns(Number.POSITIVE_INFINITY, night);
    for (const task of due) this.#report(`${task} was due, and did not start`, night.opensAt);
  }

  /** By day nothing starts, nor is anything placed. */
  expectNothing(now: number): void {
    if (nightAt(this.#window, now)) return;
    for (const { task, action } of this.#plan(now)) {
      if (action !== 'skip') this.#report(`${task}: ${action} by day`, now);
    }
  }

  #plan(now: number) {
    return plan(now, this.#settings, this.#states);
  }

  /** In calendar days, counted apart from what the planner counts. */
  #isDue({ name, intervalDays }: TaskSchedule, day: number): boolean {
    const last = this.#lastDay.get(name);
    return last === undefined || day - last >= intervalDays;
  }

  #endRuns(now: number, { serviceDay: lastServiceDay }: Night): void {
    for (const [task, began] of this.#running) {
      if (now < began + durationMs) continue;
      this.#running.delete(task);
      this.#states[task] = { lastServiceDay, lastSucceededStartAt: began, usualDurationMs: durationMs };
    }
  }

  #report(what: string, at: number): void {
    this.wrong.push(`${this.#window.id} in ${this.#window.zone}, ${new Date(at).toISOString()}: ${what}`);
  }
}
