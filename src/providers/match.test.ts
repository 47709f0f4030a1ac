import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMatch } from './match.ts';

const film = (id: string, title: string, year?: number) => ({ id, titles: [title], year });

test.each([
  ['the same title and year', { title: 'Heat', year: 1995 }, [film('1', 'Heat', 1995)], '1'],
  ['a year beside it', { title: 'Heat', year: 1995 }, [film('1', 'HEAT', 1996)], '1'],
  [
    'the right year before the one beside it',
    { title: 'Heat', year: 1995 },
    [film('1', 'Heat', 1996), film('2', 'Heat', 1995)],
    '2',
  ],
  ['accents and punctuation', { title: 'Amelie' }, [film('1', 'Amélie!', 2001)], '1'],
  ['another of its titles', { title: 'Ran' }, [{ id: '1', titles: ['乱', 'Ran'], year: 1985 }], '1'],
  ['not two years off', { title: 'Heat', year: 1995 }, [film('1', 'Heat', 1997)], undefined],
  ['not without its year', { title: 'Heat', year: 1995 }, [film('1', 'Heat')], undefined],
  ['not two as likely', { title: 'Heat' }, [film('1', 'Heat', 1986), film('2', 'Heat', 1995)], undefined],
  [
    'not two beside it',
    { title: 'Heat', year: 1995 },
    [film('1', 'Heat', 1994), film('2', 'Heat', 1996)],
    undefined,
  ],
  ['not more of a title', { title: 'Heat' }, [film('1', 'Heat 2')], undefined],
  ['not a title of signs', { title: '!!!' }, [film('1', '???')], undefined],
  ['nobody of nobody', { title: 'Heat' }, [], undefined],
])('%s', (_, wanted, candidates, id) => {
  expect(findMatch(wanted, candidates)).toBe(id);
});

test('the order of the candidates does not matter, and one that is listed twice is one', () => {
  const candidates = fc.array(
    fc.record({
      id: fc.constantFrom('1', '2', '3'),
      titles: fc.array(fc.constantFrom('Heat', 'heat', 'Ran'), { maxLength: 2 }),
      year: fc.option(fc.integer({ min: 1993, max: 1997 }), { nil: undefined }),
    }),
  );
  const years = fc.option(fc.constant(1995), { nil: undefined });
  fc.assert(
    fc.property(candidates, years, (candidates, year) => {
      const wanted = { title: 'Heat', year };
      const id = findMatch(wanted, candidates);
      expect(findMatch(wanted, candidates.toReversed())).toBe(id);
      expect(findMatch(wanted, [...candidates, ...candidates])).toBe(id);
    }),
  );
});
