import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecordedButler } from '../../../../test/support/recorded-butler.ts';
import type { ActivityView } from '../../../domain/butler.ts';
import type { ButlerEvents } from '../../../domain/events.ts';
import { noProgress, type Run } from '../../../domain/run.ts';
import { followActivities } from './follow-activities.ts';

/** Shows only what runs, as the real one does. */
class RunningButler extends RecordedButler {
  subtitle = '';

  override activities(): readonly ActivityView[] {
    return super
      .activities()
      .filter(({ run }) => run.state === 'running')
      .map(activity => ({ ...activity, subtitle: this.subtitle }));
  }
}

const making = 'GenerateMediaIndexFiles';

let butler: RunningButler;
let events: EventEmitter<ButlerEvents>;
let told: string[];
let unfollow: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  butler = new RunningButler();
  events = new EventEmitter();
  told = [];
  unfollow = followActivities({ butler, events }, ({ entry }) => {
    const { event, Activity } = entry as never as { event: string; Activity: Record<string, never> };
    told.push(`${event} ${Activity['title']} ${Activity['progress']} ${Activity['subtitle']}`.trim());
  });
});

afterEach(() => {
  unfollow();
  vi.useRealTimers();
});

const runOf = (name: string) => butler.tasks().find(task => task.name === name)?.active as Run;
const moveOn = (name: string) => events.emit('progress', runOf(name).id, noProgress);

test('an activity is told at most four times a second, and the last time too', () => {
  for (let ms = 0; ms < 1_000; ms += 10) {
    butler.subtitle = `${ms}`;
    moveOn(making);
    vi.advanceTimersByTime(10);
  }
  expect(told.length).toBeLessThanOrEqual(4);
  vi.advanceTimersByTime(250);
  expect(told.at(-1)).toBe('updated Generate Media Index Files 37 990');
  vi.advanceTimersByTime(1_000);
  expect(told.length).toBe(4);
});

test('what began before somebody listened is told to its end, and no start', () => {
  events.emit('run', runOf(making));
  expect(told).toEqual([]);
  events.emit('run', { ...runOf(making), state: 'cancelled' });
  expect(told).toEqual(['ended Generate Media Index Files 37']);
  // It is over: nothing that comes late is told.
  moveOn(making);
  events.emit('run', { ...runOf(making), state: 'cancelled' });
  vi.advanceTimersByTime(1_000);
  expect(told.length).toBe(1);
});

test('what waits is no activity, and one that ends unseen was none', async () => {
  events.emit('run', runOf('OptimizeDatabase'));
  events.emit('run', { ...runOf('OptimizeDatabase'), state: 'skipped' });
  moveOn('OptimizeDatabase');
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});

test('an activity says what rests it', () => {
  butler.subtitle = 'Paused: Asked for by hand.';
  events.emit('pauses', []);
  vi.advanceTimersByTime(250);
  expect(told).toEqual(['updated Generate Media Index Files 37 Paused: Asked for by hand.']);
});

test('nothing is told when nobody listens any more', () => {
  moveOn(making);
  unfollow();
  vi.advanceTimersByTime(1_000);
  events.emit('run', { ...runOf(making), state: 'succeeded' });
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
