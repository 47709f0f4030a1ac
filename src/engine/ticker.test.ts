import { expect, test, vi } from 'vitest';
import { Ticker } from './ticker.ts';

const fail = (error: unknown) => expect.fail(String(error));

test('ticks at once, at the instant it is told, every 30 s anyway, and never after its stop', async () => {
  vi.useFakeTimers({ now: 0 });
  try {
    const ticks: number[] = [];
    const instants = [10_000];
    const ticker = new Ticker(
      async () => {
        ticks.push(Date.now());
        return instants.shift();
      },
      Date.now,
      fail,
    );
    ticker.start();
    await vi.advanceTimersByTimeAsync(75_000);
    expect(ticks).toEqual([0, 10_000, 40_000, 70_000]);
    await ticker.stop();
    ticker.poke();
    await vi.advanceTimersByTimeAsync(75_000);
    expect(ticks).toHaveLength(4);
  } finally {
    vi.useRealTimers();
  }
});

test('a poke during a tick is not lost, and ticks never overlap', async () => {
  let inside = 0;
  let most = 0;
  let ticks = 0;
  const gate = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const ticker = new Ticker(
    async () => {
      most = Math.max(most, ++inside);
      if (++ticks === 1) await gate.promise;
      else done.resolve();
      inside--;
      return undefined;
    },
    Date.now,
    fail,
  );
  ticker.start();
  ticker.poke();
  ticker.poke();
  gate.resolve();
  await done.promise;
  await ticker.stop();
  expect({ ticks, most }).toEqual({ ticks: 2, most: 1 });
});

test('a tick that pokes while it begins is followed by another, and leaves nothing behind', async () => {
  vi.useFakeTimers({ now: 0 });
  try {
    let inside = 0;
    let most = 0;
    let ticks = 0;
    const ticker = new Ticker(
      () => {
        most = Math.max(most, ++inside);
        if (++ticks === 1) ticker.poke();
        return Promise.resolve(undefined).finally(() => inside--);
      },
      Date.now,
      fail,
    );
    ticker.start();
    await vi.advanceTimersByTimeAsync(0);
    expect({ ticks, most }).toEqual({ ticks: 2, most: 1 });
    await ticker.stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a tick that fails is told, and the next one comes', async () => {
  vi.useFakeTimers({ now: 0 });
  try {
    const told: unknown[] = [];
    let ticks = 0;
    const ticker = new Ticker(
      async () => {
        ticks++;
        throw new Error('The disk is full.');
      },
      Date.now,
      error => told.push(error),
    );
    ticker.start();
    await vi.advanceTimersByTimeAsync(31_000);
    expect(ticks).toBe(2);
    expect(told).toHaveLength(2);
    await ticker.stop();
  } finally {
    vi.useRealTimers();
  }
});
