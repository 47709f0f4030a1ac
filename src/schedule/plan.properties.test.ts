import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision, MaintenanceWindow, Night, ScheduleSettings, TaskState } from '../domain/schedule.ts';
import { anyWindowAndInstant, anyZone, scheduleSettings, taskSchedule } from './arbitraries.ts';
import { hourMs } from './calendar.ts';
import { plan } from './plan.ts';
import { spreadBetween, tickMs } from './spread.ts';
import { nextNight, nightAt } from './window.ts';

const backup = taskSchedule();
const random = taskSchedule({ spread: true });
const anyPart = fc.double({ min: 0, max: 1, noNaN: true });

function planOne(now: number, settings: ScheduleSettings, state: TaskState = {}): Decision {
  const [decision] = plan(now, settings, { BackupDatabase: state });
  if (!decision) throw new Error('No task.');
  return decision;
}

function getNextNight(window: MaintenanceWindow, now: number): Night {
  const night = nextNight(window, now);
  if (!night) throw new Error('It opens every day.');
  return night;
}

describe('in every zone and window', () => {
  const anyDays = fc.integer({ min: 1, max: 9 });

  test('nothing starts outside the window or after the cutoff, and places lie within', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, fc.boolean(), fc.string(), ([window, now], spread, instanceId) => {
        const settings = scheduleSettings([window], [{ ...random, spread }], { instanceId });
        const { action, plannedAt = now, serviceDay } = planOne(now, settings);
        const open = nightAt(window, now);
        expect(action !== 'skip').toBe(open !== undefined && now < open.cutoffAt);
        if (action === 'skip' || !open) return;
        expect(serviceDay).toBe(open.serviceDay);
        expect(plannedAt).toBeGreaterThanOrEqual(now);
        expect(plannedAt).toBeLessThan(open.cutoffAt);
      }),
      { numRuns: 1000 },
    );
  });

  test('the random moment lies in the range, and is the same whenever it is asked for', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, fc.string(), anyPart, ([window, now], instanceId, part) => {
        const night = getNextNight(window, now);
        const { opensAt, cutoffAt, serviceDay } = night;
        const settings = scheduleSettings([window], [random], { instanceId });
        const { plannedAt = opensAt } = planOne(opensAt, settings);
        const latest = Math.max(opensAt, cutoffAt - tickMs);
        expect(plannedAt).toBe(spreadBetween({ instanceId, task: random.name, serviceDay }, opensAt, latest));
        const between = opensAt + Math.floor(part * (plannedAt - opensAt));
        if (between < plannedAt) expect(planOne(between, settings).plannedAt).toBe(plannedAt);
      }),
      { numRuns: 1000 },
    );
  });

  test('a service day sees one start', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, anyDays, ([window, now], intervalDays) => {
        const night = getNextNight(window, now);
        const state = { lastServiceDay: night.serviceDay, lastSucceededStartAt: night.opensAt };
        const settings = scheduleSettings([window], [{ ...backup, intervalDays }]);
        expect(planOne(night.opensAt, settings).action).toBe('start');
        for (const part of [0, 0.3, 0.7]) {
          const later = night.opensAt + Math.floor(part * (night.closesAt - night.opensAt));
          expect(planOne(later, settings, state)).toMatchObject({ action: 'skip', reason: 'not-due' });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a clock set back up to 48 hours repeats nothing', () => {
    fc.assert(
      fc.property(
        anyWindowAndInstant,
        anyDays,
        fc.integer({ min: 0, max: 48 * hourMs }),
        anyPart,
        ([window, now], intervalDays, backMs, part) => {
          const night = getNextNight(window, now);
          const startedAt = night.opensAt + Math.floor(part * (night.cutoffAt - 1 - night.opensAt));
          const state = { lastServiceDay: night.serviceDay, lastSucceededStartAt: startedAt };
          const settings = scheduleSettings([window], [{ ...backup, intervalDays }]);
          for (const step of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
            const again = startedAt - backMs + Math.floor(step * backMs);
            expect(planOne(again, settings, state).action).toBe('skip');
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a change of the zone keeps the spacing', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, anyZone, anyDays, ([window, now], otherZone, intervalDays) => {
        const night = getNextNight(window, now);
        const state = { lastServiceDay: night.serviceDay, lastSucceededStartAt: night.opensAt };
        const moved = { ...window, zone: otherZone };
        const settings = scheduleSettings([moved], [{ ...backup, intervalDays }]);
        for (let hours = 1; hours < 30; hours += 3) {
          const later = night.opensAt + (intervalDays - 1) * 24 * hourMs + hours * hourMs;
          const open = nightAt(moved, later);
          if (!open || planOne(later, settings, state).action !== 'start') continue;
          const least = 22 * hourMs * intervalDays - (open.closesAt - open.opensAt);
          expect(later - night.opensAt).toBeGreaterThanOrEqual(least);
        }
      }),
      { numRuns: 300 },
    );
  });
});
