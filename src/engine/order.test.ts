import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noProgress, type Run, type RunState, type Trigger, triggers } from '../domain/run.ts';
import { type TaskGroup, taskGroups } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import { type Entry, mayStart } from './order.ts';

let lastId = 0;

function entry(
  kind: Task['kind'],
  group: TaskGroup,
  state: RunState,
  trigger: Trigger = 'manual',
  priority = 50,
): Entry {
  const run: Run = {
    id: ++lastId,
    task: 'OptimizeDatabase',
    trigger,
    state,
    serviceDay: '2026-11-22',
    createdAt: 0,
    progress: noProgress,
  };
  return { run, task: { kind, group, priority } as Task };
}

test('a media task waits for a scan that is queued or running', () => {
  const media = entry('units', 'media', 'queued');
  expect(mayStart(media, [media, entry('units', 'library', 'running')])).toBe(false);
  expect(mayStart(media, [media, entry('units', 'library', 'queued')])).toBe(false);
  expect(mayStart(media, [media, entry('units', 'library', 'scheduled')])).toBe(true);
});

test('media tasks run together', () => {
  const media = entry('units', 'media', 'queued');
  expect(
    mayStart(media, [media, entry('units', 'media', 'running'), entry('units', 'media', 'queued')]),
  ).toBe(true);
});

test('an act asked for by hand does not wait for a scan, one of the same round does', () => {
  const scan = entry('units', 'library', 'running', 'first-run');
  const byHand = entry('act', 'housekeeping', 'queued', 'manual');
  const ofTheRound = entry('act', 'housekeeping', 'queued', 'first-run');
  expect(mayStart(byHand, [byHand, scan])).toBe(true);
  expect(mayStart(ofTheRound, [ofTheRound, scan])).toBe(false);
});

test('acts follow one another by priority, then by age, and exactly one of them may start', () => {
  const [late, early, earlyToo] = [
    entry('act', 'housekeeping', 'queued', 'window', 90),
    entry('act', 'housekeeping', 'queued', 'window', 70),
    entry('act', 'housekeeping', 'queued', 'window', 70),
  ];
  const all = [late, early, earlyToo];
  expect(all.filter(one => mayStart(one, all))).toEqual([early]);
  const running = entry('act', 'housekeeping', 'running', 'window', 95);
  expect(all.filter(one => mayStart(one, [...all, running]))).toEqual([]);
});

test('what is done to the library besides waits for the scan, and not for acts that wait for it in turn', () => {
  const scan = entry('units', 'library', 'running', 'window', 10);
  const act = entry('act', 'library', 'queued', 'window', 20);
  const backup = entry('act', 'housekeeping', 'queued', 'window', 5);
  expect(mayStart(act, [scan, act, backup])).toBe(false);
  expect([act, backup].filter(one => mayStart(one, [act, backup]))).toEqual([act]);
});

test('whatever is queued, something may start', () => {
  const anyEntry = fc
    .record({
      kind: fc.constantFrom('act' as const, 'units' as const),
      group: fc.constantFrom(...taskGroups),
      trigger: fc.constantFrom(...triggers),
      priority: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ kind, group, trigger, priority }) => entry(kind, group, 'queued', trigger, priority));
  fc.assert(
    fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 8 }), all => {
      expect(all.some(one => mayStart(one, all))).toBe(true);
    }),
  );
});
