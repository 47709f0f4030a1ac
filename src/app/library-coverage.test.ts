import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { LibraryCounts } from '../domain/coverage.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Section } from '../domain/library.ts';
import { LibraryCoverage } from './library-coverage.ts';

const films = { id: 1, type: 'movie' } as Section;

/** Counting takes as long as the test likes, by a clock of the test. */
function counting() {
  const events = new EventEmitter<ButlerEvents>();
  let clock = 0;
  const asked: PromiseWithResolvers<LibraryCounts>[] = [];
  const coverage = new LibraryCoverage({
    tasks: [],
    preferences: { get: preference => preference.default },
    events,
    count: () => {
      const count = Promise.withResolvers<LibraryCounts>();
      asked.push(count);
      return count.promise;
    },
    monotonic: () => clock,
  });
  return {
    events,
    coverage,
    asked,
    pass: (ms: number) => {
      clock += ms;
    },
    answer: (place: number, countedAt: number) =>
      asked[place]?.resolve({ countedAt, items: [], parts: [], made: [], setAside: [] }),
    countedAt: async () => (await coverage.of([films])).get(1)?.countedAt,
  };
}

test('what was counted is told until something changes', async () => {
  const { events, asked, answer, countedAt, pass } = counting();
  const first = [countedAt(), countedAt()];
  answer(0, 7);
  expect(await Promise.all(first)).toEqual([7, 7]);
  expect(await countedAt()).toBe(7);
  expect(asked).toHaveLength(1);
  events.emit('mediaAdded');
  pass(1);
  const next = countedAt();
  answer(1, 8);
  expect(await next).toBe(8);
});

test('while counting takes long, the last counts are told', async () => {
  const { events, asked, answer, countedAt, pass } = counting();
  const first = countedAt();
  answer(0, 7);
  await first;
  events.emit('mediaAdded');
  pass(1);
  expect(await countedAt()).toBe(7);
  expect(asked).toHaveLength(2);
  answer(1, 8);
  await asked[1]?.promise;
  expect(await countedAt()).toBe(8);
});

test('where things keep changing, most of the time nothing is counted', async () => {
  const { events, asked, answer, countedAt, pass } = counting();
  const first = countedAt();
  pass(1_000);
  answer(0, 7);
  await first;
  events.emit('mediaAdded');
  pass(10_000);
  expect(await countedAt()).toBe(7);
  expect(asked).toHaveLength(1);
  pass(10_000);
  const next = countedAt();
  answer(1, 8);
  expect(await next).toBe(8);
});

test('when sections change, nothing is told of what was counted before', async () => {
  const { asked, answer, countedAt, coverage } = counting();
  const before = countedAt();
  coverage.forget();
  const after = countedAt();
  answer(0, 7);
  answer(1, 8);
  expect(await before).toBe(7);
  expect(await after).toBe(8);
  expect(await countedAt()).toBe(8);
  expect(asked).toHaveLength(2);
});

test('a count that fails is made again', async () => {
  const { asked, answer, countedAt, coverage } = counting();
  const first = countedAt();
  asked[0]?.reject(new Error('The disk is gone.'));
  await expect(first).rejects.toThrow('The disk is gone.');
  coverage.forget();
  const next = countedAt();
  answer(1, 8);
  expect(await next).toBe(8);
});
