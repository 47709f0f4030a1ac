import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunSamples, Use } from '../domain/samples.ts';
import { RunGate } from './gate.ts';
import { OwnUse } from './own-use.ts';
import { RunSampler } from './run-sampler.ts';
import { ledgerOf } from './work.ts';

/** What this process has used, as the test has it. */
let used: Use;
let ownUse: OwnUse;
let told: RunSamples[];
const monotonic = () => performance.now();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  used = { cpuUs: 0, bytesRead: 0, bytesWritten: 0 };
  ownUse = new OwnUse(() => used, monotonic);
  told = [];
});
afterEach(() => void vi.useRealTimers());

function begin(bookWorkers: (sampler: RunSampler) => void = () => {}) {
  const gate = new RunGate();
  const sampler: RunSampler = new RunSampler({
    ...{ gate, ownUse, monotonic },
    bookWorkers: () => bookWorkers(sampler),
    onSamples: changed => told.push(changed),
  });
  sampler.begin();
  return { gate, sampler, ledger: sampler };
}

function use(cpuUs: number): void {
  used = { ...used, cpuUs: used.cpuUs + cpuUs };
}

test('a run that is alone has all that the server uses while it is at work, and nothing of before or after', () => {
  use(1_000_000);
  vi.advanceTimersByTime(60_000);
  const { sampler } = begin();
  use(500);
  vi.advanceTimersByTime(4_000);
  sampler.end();
  use(7_000);
  vi.advanceTimersByTime(60_000);
  expect(sampler.samples).toEqual({
    bucketMs: 10_000,
    items: [
      {
        ...{ fromMs: 0, lengthMs: 4_000, restedMs: 0, done: 0, failed: 0 },
        ...{ cpuUs: 500, bytesRead: 0, bytesWritten: 0, workerMs: 0 },
      },
    ],
  });
  expect(vi.getTimerCount()).toBe(0);
});

test('runs at work share what the server uses, and those that rest have no part in it', () => {
  const [first, second] = [begin(), begin()];
  vi.advanceTimersByTime(5_000);
  use(1_001);
  second.gate.set(true);
  use(400);
  vi.advanceTimersByTime(5_000);
  first.sampler.end();
  second.sampler.end();
  const cpuOf = ({ items }: RunSamples) => items.reduce((sum, { cpuUs }) => sum + cpuUs, 0);
  expect(cpuOf(first.sampler.samples)).toBe(900);
  expect(cpuOf(second.sampler.samples)).toBe(501);
});

test('a rest is told of, to its moment, and may begin with the run', () => {
  const { gate, sampler } = begin();
  vi.advanceTimersByTime(12_000);
  gate.set(true);
  vi.advanceTimersByTime(23_000);
  gate.set(false);
  vi.advanceTimersByTime(8_000);
  gate.set(true);
  vi.advanceTimersByTime(2_000);
  sampler.end();
  expect(sampler.samples.items.map(({ restedMs }) => restedMs)).toEqual([0, 8_000, 10_000, 5_000, 2_000]);
});

test('each ten seconds what has changed since the last time is told, with what its workers used up to then', () => {
  const { sampler } = begin(sampler => sampler.book({ ...used, workerMs: 10_000 }, 10_000));
  vi.advanceTimersByTime(30_000);
  sampler.end();
  const places = told.map(({ items }) => items.map(({ fromMs }) => fromMs / 10_000));
  expect(places).toEqual([[0], [0, 1], [1, 2]]);
  expect(told[2]?.items.map(({ workerMs }) => workerMs)).toEqual([10_000, 10_000]);
});

test('what a pass uses is shared by the runs that it serves and that do not rest; its worker works for each', () => {
  const [first, second, third] = [begin(), begin(), begin()];
  const pass = ledgerOf([first, second, third]);
  vi.advanceTimersByTime(3_000);
  third.gate.set(true);
  pass.book({ cpuUs: 901, bytesRead: 10, bytesWritten: 0, workerMs: 3_000 }, 3_000);
  for (const { sampler } of [first, second, third]) sampler.end();
  const amounts = [first, second, third].map(({ sampler }) => sampler.samples.items[0]);
  expect(amounts).toMatchObject([
    { cpuUs: 450, bytesRead: 5, workerMs: 3_000 },
    { cpuUs: 451, bytesRead: 5, workerMs: 3_000 },
    { cpuUs: 0, bytesRead: 0, workerMs: 0 },
  ]);
});
