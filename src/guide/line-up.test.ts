import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceProgramme } from '../domain/guide.ts';
import { lineUp, marginFor } from './line-up.ts';

const hourMs = 3_600_000;

function programme(title: string, start: number, end: number | null): SourceProgramme {
  const nothing = { subtitle: null, description: null, categories: null };
  const row = { season: null, episode: null, showId: null, channel: 0, title, ...nothing };
  return { ...row, startsAt: start * hourMs, endsAt: end === null ? null : end * hourMs };
}

const shown = (...sources: SourceProgramme[][]) =>
  lineUp(sources).map(({ title, startsAt, endsAt }) => [title, startsAt / hourMs, endsAt / hourMs]);

describe('within a source', () => {
  test('a programme ends when the next one begins', () => {
    expect(shown([programme('a', 0, 3), programme('b', 1, 2), programme('c', 2, 5)])).toEqual([
      ['a', 0, 1],
      ['b', 1, 2],
      ['c', 2, 5],
    ]);
  });

  test('one without an end lasts until the next, or for an hour where none comes within a day', () => {
    expect(shown([programme('a', 0, null), programme('b', 2, null), programme('c', 72, null)])).toEqual([
      ['a', 0, 2],
      ['b', 2, 3],
      ['c', 72, 73],
    ]);
  });
});

describe('of several sources', () => {
  test('the first one counts, and later ones fill its gaps', () => {
    const first = [programme('a', 1, 2), programme('b', 4, 5)];
    const second = [
      programme('before', 0, 1),
      programme('into', 1.5, 2.5),
      programme('between', 2.5, 4),
      programme('over', 4, 6),
      programme('after', 6, 7),
    ];
    expect(shown(first, second).map(([title]) => title)).toEqual(['before', 'a', 'between', 'b', 'after']);
  });

  test('the third one may fill what the second one leaves', () => {
    const third = [programme('x', 2, 3), programme('y', 3, 4)];
    expect(shown([programme('a', 0, 1)], [programme('b', 1, 2.5)], third).map(([title]) => title)).toEqual([
      'a',
      'b',
      'y',
    ]);
  });

  test('none is no line at all', () => {
    expect(lineUp([])).toEqual([]);
    expect(lineUp([[], []])).toEqual([]);
  });
});

const source = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.option(fc.integer({ min: 1, max: 24 }))), {
    selector: ([start]) => start,
    maxLength: 40,
  })
  .map(list =>
    list
      .toSorted(([a], [b]) => a - b)
      .map(([start, length]) => programme(`${start}`, start, length === null ? null : start + length)),
  );

test('no two ever overlap, and all of the first source are there', () => {
  fc.assert(
    fc.property(fc.array(source, { maxLength: 4 }), sources => {
      const line = lineUp(sources);
      for (const [i, { endsAt, startsAt }] of line.entries()) {
        expect(endsAt).toBeGreaterThan(startsAt);
        expect(endsAt).toBeLessThanOrEqual(line[i + 1]?.startsAt ?? Number.POSITIVE_INFINITY);
      }
      const starts = new Set(line.map(({ startsAt }) => startsAt));
      for (const { startsAt } of sources[0] ?? []) expect(starts).toContain(startsAt);
    }),
  );
});

test('what is shown in a span follows from the programmes within its margin', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 48 }));
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 3 }), span, (sources, [start, hours]) => {
      const [from, to] = [start * hourMs, (start + hours) * hourMs];
      const margin = marginFor(sources.length);
      const near = sources.map(list =>
        list.filter(({ startsAt }) => startsAt >= from - margin && startsAt < to + margin),
      );
      const within = (line: ReturnType<typeof lineUp>) =>
        line.filter(({ startsAt, endsAt }) => endsAt > from && startsAt < to);
      expect(within(lineUp(near))).toEqual(within(lineUp(sources)));
    }),
  );
});
