import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import type { ButlerEvents } from '../domain/events.ts';
import { noProgress } from '../domain/run.ts';
import { collectWhenQuiet } from './collect-when-quiet.ts';

test('collects once after runs fell silent, not before any ran', async () => {
  const events = new EventEmitter<ButlerEvents>();
  const collections = new EventEmitter();
  let count = 0;
  collectWhenQuiet(events, () => collections.emit('one', ++count), 5);
  expect(count).toBe(0);
  for (const round of [1, 2]) {
    const collected = once(collections, 'one');
    for (let i = 0; i < 10; i++) events.emit('progress', 1, noProgress);
    expect(await collected).toEqual([round]);
  }
});

test('does nothing where the collector is not to be had', () => {
  const events = new EventEmitter<ButlerEvents>();
  collectWhenQuiet(events, undefined);
  expect(events.eventNames()).toEqual([]);
});
