import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { defaultWindow } from '../schedule/window.ts';
import { openStore, type Store } from '../store/open.ts';
import { Nights } from './nights.ts';

const windows = [defaultWindow(2, 5, 'UTC')];
const at = (time: string) => Temporal.Instant.from(`${time}Z`).epochMilliseconds;

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;

beforeEach(async () => {
  folder = await makeTempFolder();
  store = await openStore(folder.path);
});

afterEach(async () => {
  await store.close();
  await folder[Symbol.asyncDispose]();
});

async function days(nights: Nights, time: string, isAtWork = false, open = windows) {
  const over = await nights.look(open, at(time), () => isAtWork);
  return over.map(({ night, isLate }) => `${night.serviceDay}${isLate ? ' late' : ''}`);
}

test('a night is over once, when its window has closed and its work has ended', async () => {
  const nights = new Nights(store.reports);
  expect(await days(nights, '2027-06-01T12:00')).toEqual([]);
  expect(await days(nights, '2027-06-02T02:00', true)).toEqual([]);
  expect(await days(nights, '2027-06-02T04:59')).toEqual([]);
  expect(await days(nights, '2027-06-02T05:00', true)).toEqual([]);
  expect(await days(nights, '2027-06-02T06:30')).toEqual(['2027-06-02']);
  expect(await days(nights, '2027-06-02T07:00')).toEqual([]);
});

test('a window that is taken away ends its night, and one that was to open never was', async () => {
  const nights = new Nights(store.reports);
  await days(nights, '2027-06-02T03:00');
  expect(await days(nights, '2027-06-02T03:01', false, [])).toEqual(['2027-06-02']);
  expect(await days(nights, '2027-06-02T12:00')).toEqual([]);
  expect(await days(nights, '2027-06-02T12:01', false, [])).toEqual([]);
  expect(await days(nights, '2027-06-04T12:00', false, [])).toEqual([]);
});

test('a night that ended without Butler is told when it is back', async () => {
  const before = new Nights(store.reports);
  await days(before, '2027-06-02T03:00');

  const after = new Nights(store.reports);
  await after.open();
  expect(await days(after, '2027-06-02T09:00')).toEqual(['2027-06-02 late']);
  expect(await days(after, '2027-06-02T09:01')).toEqual([]);
});

test('of a time without Butler the first night is told, and one that is open is not over', async () => {
  await days(new Nights(store.reports), '2027-06-01T12:00');

  const after = new Nights(store.reports);
  await after.open();
  expect(await days(after, '2027-06-09T03:00')).toEqual(['2027-06-02 late']);
  const again = new Nights(store.reports);
  await again.open();
  // Nobody kept a report of the first one.
  expect(await days(again, '2027-06-09T04:00')).toEqual(['2027-06-02 late']);
  expect(await days(again, '2027-06-09T05:00')).toEqual(['2027-06-09']);
});

test('where nothing can be kept nothing is lost', async () => {
  let isFull = false;
  const nights = new Nights({
    awaitedNights: () => store.reports.awaitedNights(),
    awaitNights: async (...nights) => {
      if (isFull) throw new Error('The disk is full.');
      await store.reports.awaitNights(...nights);
    },
  });
  await days(nights, '2027-06-02T03:00');
  isFull = true;
  await expect(days(nights, '2027-06-02T05:00')).rejects.toThrow('full');
  isFull = false;
  expect(await days(nights, '2027-06-02T05:01')).toEqual(['2027-06-02']);
});
