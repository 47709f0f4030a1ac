import { expect, test } from 'vitest';
import type { Run, RunState, Trigger } from '../domain/run.ts';
import { noProgress } from '../domain/run.ts';
import type { TaskGroup } from '../domain/task.ts';
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
