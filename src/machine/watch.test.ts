import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import type { Pause } from '../domain/pause.ts';
import type { Limits } from './limits.ts';
import { MachineReader, type Readings } from './readings.ts';
import { PressureWatch } from './watch.ts';

const startedAt = Date.UTC(2027, 0, 1);
const limits: Limits = { memory: 20, cpu: 75 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: startedAt });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A watch over a machine that says what it is told to. */
function watchOver(state: Omit<Readings, 'at'>) {
  const changes: (Pause | undefined)[] = [];
  let readings = 0;
  let readers = 0;
  const watch = new PressureWatch({
    open: () => {
      readers++;
      return {
        read: async (): Promise<Readings> => {
          readings++;
          return { at: Date.now() - startedAt, ...state };
        },
      };
    },
    limits: () => limits,
    now: Date.now,
  });
  watch.on('change', pause => changes.push(pause));
  return { watch, changes, counts: () => ({ readings, readers }) };
}

test('reads every two seconds while there is work, and not at all otherwise', async () => {
  const { watch, counts } = watchOver({ memory: 0 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(counts()).toEqual({ readings: 0, readers: 0 });
  watch.start();
  watch.start();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(counts()).toEqual({ readings: 6, readers: 1 });
  watch.stop();
  watch.stop();
  watch.poke();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(counts()).toEqual({ readings: 6, readers: 1 });
  watch.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(counts()).toEqual({ readings: 7, readers: 2 });
  watch.stop();
});

test('tells when work is to rest and when it is to go on', async () => {
  const state = { memory: 0, cpu: 0 };
  const { watch, changes } = watchOver(state);
  watch.start();
  await vi.advanceTimersByTimeAsync(20_000);
  state.memory = 50;
  await vi.advanceTimersByTimeAsync(60_000);
  const pause: Pause = {
    cause: 'pressure',
    scope: 'all',
    sentence: 'Memory is short: tasks waited for it 50 % of the last 10 s.',
    since: startedAt + 32_000,
  };
  expect(changes).toEqual([pause]);
  expect(watch.pause).toEqual(pause);
  // It rests on for another reason.
  Object.assign(state, { memory: 0, cpu: 90 });
  await vi.advanceTimersByTimeAsync(60_000);
  const other: Pause = {
    ...pause,
    sentence: 'The processor is busy with other work: 90 % of it in the last 10 s.',
  };
  expect(changes).toEqual([pause, other]);
  state.cpu = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(changes).toEqual([pause, other, undefined]);
  expect(watch.pause).toBeUndefined();
  watch.stop();
  expect(changes).toHaveLength(3);
});

test('without work nothing rests', async () => {
  const { watch, changes } = watchOver({ memory: 50 });
  watch.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(changes).toHaveLength(1);
  watch.stop();
  expect(changes).toHaveLength(2);
  expect(watch.pause).toBeUndefined();
});

test('what is read when work has ended counts no more', async () => {
  const gate = Promise.withResolvers<Readings>();
  let readings = 0;
  const watch = new PressureWatch({
    open: () => ({
      read: () => {
        readings++;
        return gate.promise;
      },
    }),
    limits: () => limits,
    now: Date.now,
  });
  const changes: unknown[] = [];
  watch.on('change', pause => changes.push(pause));
  watch.start();
  // Nobody is asked twice at once.
  await vi.advanceTimersByTimeAsync(20_000);
  expect(readings).toBe(1);
  watch.stop();
  gate.resolve({ at: 0, memory: 90 });
  await vi.advanceTimersByTimeAsync(0);
  expect(changes).toEqual([]);
});

test('a machine that is unplugged rests, and goes on when its owner says so', async () => {
  await using kernel = await makeKernelFolder({
    'sys/class/power_supply/BAT0/type': 'Battery\n',
    'sys/class/power_supply/BAT0/status': 'Discharging\n',
    'sys/class/power_supply/BAT0/capacity': '64\n',
  });
  let limits: Limits = { battery: 0 };
  const watch = new PressureWatch({
    open: () =>
      new MachineReader(
        () => [],
        () => Date.now() - startedAt,
        kernel.root,
      ),
    limits: () => limits,
    now: Date.now,
  });
  const rests = once(watch, 'change');
  watch.start();
  expect(await rests).toEqual([
    {
      cause: 'battery',
      scope: 'all',
      sentence: 'The computer runs on battery, with 64 % left.',
      since: startedAt,
    },
  ]);
  const goesOn = once(watch, 'change');
  limits = {};
  watch.poke();
  expect(await goesOn).toEqual([undefined]);
  watch.stop();
});
