import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, type Verdict } from './judge.ts';
import { type Limits, strains } from './limits.ts';
import type { Readings } from './readings.ts';

const limits: Limits = { battery: 0, heat: 80, memory: 20, io: 40, cpu: 75, load: 75 };
type State = Omit<Readings, 'at'>;

const othersWait = (percent: number): State => ({ io: { percent, othersShare: 1 } });

/** Judges every two seconds for as long as each state lasts, and tells what changed when, in seconds. */
function judgeAll(states: readonly (readonly [seconds: number, state: State])[], from?: Verdict): string[] {
  const changes: string[] = [];
  let at = 0;
  let verdict = from;
  for (const [seconds, state] of states) {
    for (const end = at + seconds; at < end; at += 2) {
      const next = judge({ at: at * 1000, ...state }, limits, verdict);
      if (next.concern !== verdict?.concern) changes.push(`${at} s: ${next.concern?.sentence ?? 'work'}`);
      verdict = next;
    }
  }
  return changes;
}

describe('work', () => {
  test('rests after ten seconds, and goes on after thirty', () => {
    expect(
      judgeAll([
        [20, othersWait(5)],
        [30, othersWait(46)],
        [60, othersWait(20)],
      ]),
    ).toEqual(['30 s: The disk is busy with other work: tasks waited 46 % of the last 10 s.', '80 s: work']);
  });

  test('does not rest for less than ten seconds', () => {
    expect(
      judgeAll([
        [20, othersWait(5)],
        [10, othersWait(99)],
        [2, othersWait(40)],
        [10, othersWait(99)],
        [60, othersWait(5)],
      ]),
    ).toEqual([]);
  });

  test('does not go on while it is only a little better', () => {
    expect(
      judgeAll([
        [2, {}],
        [20, othersWait(60)],
        [600, othersWait(33)],
      ]),
    ).toHaveLength(1);
    expect(
      judgeAll([
        [2, {}],
        [20, othersWait(60)],
        [600, othersWait(32)],
      ]),
    ).toHaveLength(2);
  });

  test('does not begin on a machine that is busy already', () => {
    expect(judgeAll([[2, { memory: 60 }]])).toEqual([
      '0 s: Memory is short: tasks waited for it 60 % of the last 10 s.',
    ]);
  });

  test('goes on for at least thirty seconds', () => {
    expect(
      judgeAll([
        [10, { cpu: 99 }],
        [32, { cpu: 10 }],
        [60, { cpu: 99 }],
      ]),
    ).toEqual([
      '0 s: The processor is busy with other work: 99 % of it in the last 10 s.',
      '40 s: work',
      '70 s: The processor is busy with other work: 99 % of it in the last 10 s.',
    ]);
  });

  test('rests for what several together make too much, one after the other', () => {
    expect(
      judgeAll([
        [2, {}],
        [6, { cpu: 99 }],
        [6, { memory: 50 }],
      ]),
    ).toEqual(['12 s: Memory is short: tasks waited for it 50 % of the last 10 s.']);
  });

  test('is not held up by its own reading, however long everything waits for it', () => {
    expect(judgeAll([[3600, { io: { percent: 99, othersShare: 0.3 } }]])).toEqual([]);
  });

  test('is not held up by what the machine does not tell', () => {
    expect(judgeAll([[600, {}]])).toEqual([]);
  });
});

describe('a rest', () => {
  test.each<[string, State]>([
    ['The computer runs on battery, with 64 % left.', { battery: { inUse: true, percent: 64 } }],
    ['The computer runs on battery.', { battery: { inUse: true } }],
    ['The processor has 92 °C, and may have 80 °C.', { heat: 91.6 }],
    ['Memory is short: tasks waited for it 21 % of the last 10 s.', { memory: 20.6 }],
    [
      'The disk is busy with other work: tasks waited 60 % of the last 10 s.',
      { io: { percent: 60, othersShare: 0.7 } },
    ],
    ['The processor is busy with other work: 82 % of it in the last 10 s.', { cpu: 82 }],
    ['The computer is busy with other work: a load of 310 % of its cores in the last minute.', { load: 310 }],
  ])('says why: %s', (sentence, state) => {
    const cause = state.battery ? 'battery' : 'pressure';
    expect(judge({ at: 0, ...state }, limits, undefined).concern).toMatchObject({ cause, sentence });
  });

  test('of a hot processor ends ten degrees below the limit', () => {
    expect(
      judgeAll([
        [2, { heat: 81 }],
        [600, { heat: 71 }],
      ]),
    ).toHaveLength(1);
    expect(
      judgeAll([
        [2, { heat: 81 }],
        [600, { heat: 70 }],
      ]),
    ).toHaveLength(2);
  });

  test('is not made longer by what alone would not have begun it', () => {
    const unplugged = { battery: { inUse: true }, cpu: 70, memory: 19 };
    const plugged = { battery: { inUse: false }, cpu: 70, memory: 19 };
    expect(
      judgeAll([
        [2, unplugged],
        [60, plugged],
      ]),
    ).toEqual(['0 s: The computer runs on battery.', '32 s: work']);
  });

  test('that goes on for another reason says so', () => {
    expect(
      judgeAll([
        [10, othersWait(90)],
        [60, { ...othersWait(0), cpu: 99 }],
        [40, {}],
      ]),
    ).toEqual([
      '0 s: The disk is busy with other work: tasks waited 90 % of the last 10 s.',
      '30 s: The processor is busy with other work: 99 % of it in the last 10 s.',
      '100 s: work',
    ]);
  });

  test('ends at once when its limit is taken away', () => {
    const resting = judge({ at: 0, battery: { inUse: true } }, limits, undefined);
    const { battery: _, ...others } = limits;
    expect(judge({ at: 1000 }, others, resting).concern).toBeUndefined();
    expect(judge({ at: 1000, memory: 90 }, others, resting).concern).toBeDefined();
  });
});

const amount = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 20, 40, 75, 100));
const anyState: fc.Arbitrary<State> = fc.record(
  {
    battery: fc.record({ inUse: fc.boolean() }),
    heat: amount,
    memory: amount,
    io: fc.record({ percent: amount, othersShare: fc.double({ min: 0, max: 1, noNaN: true }) }),
    cpu: amount,
    load: amount,
  },
  { requiredKeys: [] },
);
/** Readings that stay for a while, so that some last long enough. */
const anyReadings = fc
  .array(fc.tuple(anyState, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 50, max: 9000 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map(stretches => {
    let at = 0;
    return stretches.flatMap(([state, count, stepMs]) =>
      Array.from({ length: count }, (): Readings => {
        at += stepMs;
        return { at, ...state };
      }),
    );
  });
const anyLimits: fc.Arbitrary<Limits> = fc.oneof(
  fc.constant(limits),
  fc.record(
    {
      battery: fc.constant(0),
      heat: fc.integer({ min: 40, max: 110 }),
      memory: fc.integer({ min: 1, max: 100 }),
      io: fc.integer({ min: 1, max: 100 }),
      cpu: fc.integer({ min: 1, max: 100 }),
      load: fc.integer({ min: 1, max: 100 }),
    },
    { requiredKeys: [] },
  ),
);

describe('whatever the readings', () => {
  test('at most one change in thirty seconds', () => {
    fc.assert(
      fc.property(anyReadings, anyLimits, (readings, limits) => {
        let verdict: Verdict | undefined;
        let changedAt = Number.NEGATIVE_INFINITY;
        for (const reading of readings) {
          const next = judge(reading, limits, verdict);
          if (next.concern !== verdict?.concern) {
            expect(reading.at - changedAt).toBeGreaterThanOrEqual(30_000);
            changedAt = reading.at;
          }
          verdict = next;
        }
      }),
    );
  });

  test('work rests only while something has been too much for ten seconds, and only for what has a limit', () => {
    fc.assert(
      fc.property(anyReadings, anyLimits, (readings, limits) => {
        let verdict: Verdict | undefined;
        for (const reading of readings) {
          const next = judge(reading, limits, verdict);
          if (next.concern && next.concern !== verdict?.concern) {
            expect(limits[next.concern.strain]).toBeDefined();
            if (verdict && !verdict.concern)
              expect(reading.at - (next.strainedSince ?? reading.at)).toBeGreaterThanOrEqual(10_000);
          }
          verdict = next;
        }
      }),
    );
  });

  test('work goes on within thirty seconds and a reading of ease, and rests again within ten minutes of strain', () => {
    fc.assert(
      fc.property(anyReadings, anyLimits, (readings, limits) => {
        let verdict: Verdict | undefined;
        for (const reading of readings) verdict = judge(reading, limits, verdict);
        const last = readings.at(-1)?.at ?? 0;
        verdict = judge({ at: last + 2000 }, limits, verdict);
        verdict = judge({ at: last + 32_000 }, limits, verdict);
        expect(verdict.concern).toBeUndefined();
        if (strains.every(strain => limits[strain] === undefined)) return;
        const worst: State = {
          battery: { inUse: true },
          heat: 150,
          memory: 101,
          cpu: 101,
          load: 101,
          ...othersWait(101),
        };
        verdict = judge({ at: last + 34_000, ...worst }, limits, verdict);
        verdict = judge({ at: last + 634_000, ...worst }, limits, verdict);
        expect(verdict.concern).toBeDefined();
      }),
    );
  });
});

test('waiting that comes and goes with the work itself costs it less than a tenth of its time', () => {
  // As the kernel averages it: 90 % while work goes on, none while it rests. It is all taken for that of others.
  let waiting = 0;
  let verdict: Verdict | undefined;
  let rested = 0;
  let longest = 0;
  const hours = 4;
  for (let at = 0; at < hours * 3_600_000; at += 2000) {
    const weight = Math.exp(-2000 / 10_000);
    waiting = waiting * weight + (verdict?.concern ? 0 : 90) * (1 - weight);
    verdict = judge({ at, ...othersWait(waiting) }, limits, verdict);
    if (verdict.concern) rested += 2000;
    else if (Number.isFinite(verdict.since)) longest = Math.max(longest, at - verdict.since);
  }
  expect(rested).toBeGreaterThan(0);
  // Someone else's need is heard after ten minutes at the latest.
  expect(longest).toBeLessThan(600_000);
  expect(rested / (hours * 3_600_000)).toBeLessThan(0.1);
});

test.each<[string, number, State]>([
  ['waiting for memory, which it may well have made itself', 50, { memory: 90 }],
  ['heat, which it surely has made', 50, { heat: 90 }],
  ['waiting for disks that lasts while it rests', 120, othersWait(90)],
])('work rests each time for %s', (_, seconds, state) => {
  const times = Array.from({ length: 10 }, (): readonly (readonly [number, State])[] => [
    [seconds, state],
    [44, {}],
  ]).flat();
  expect(judgeAll([[2, {}], ...times]).filter(change => change.endsWith('work'))).toHaveLength(10);
});

test('work that was suspected wrongly is soon trusted again', () => {
  const bursts = Array.from({ length: 13 }, (): readonly (readonly [number, State])[] => [
    [14, othersWait(90)],
    [32, othersWait(0)],
  ]).flat();
  expect(judgeAll([...bursts, [14, othersWait(90)]]).filter(change => change.endsWith('work'))).toHaveLength(
    4,
  );
  // After a minute of work with ease the next strain counts after ten seconds, as ever.
  const changes = judgeAll([[2, {}], ...bursts, [80, {}], [14, othersWait(90)]]);
  expect(changes.at(-2)).toBe('598 s: work');
  expect(changes.at(-1)).toMatch(/^690 s: The disk is busy/);
});
