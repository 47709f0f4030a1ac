import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Subject } from '../../domain/subject.ts';
import { digestQuestion, formatState, parseState } from './state.ts';

const text = fc.string({ minLength: 1 });

test('a state is read as it was written, and anything else as none', () => {
  const states = fc.record(
    {
      question: text,
      by: fc.constantFrom('tmdb' as const, 'tvmaze' as const),
      id: text,
      answer: text,
      pictures: fc.dictionary(
        text.filter(name => name !== '__proto__'),
        text,
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(states, state => {
      expect(parseState(formatState(state))).toEqual(state);
    }),
  );
  fc.assert(
    fc.property(fc.string(), text => {
      expect(parseState(text)).toBeTypeOf('object');
    }),
  );
  expect([parseState(undefined), parseState('null'), parseState('7'), parseState('{')]).toEqual([
    {},
    {},
    {},
    {},
  ]);
});

test('the question is another when the name, an id or a preference is', () => {
  const subject: Subject = {
    id: 1,
    type: 'movie',
    title: 'Heat',
    year: 1995,
    ids: { imdb: 'tt1', tmdb: '2' },
    addedAt: 5,
    newBelow: 0,
  };
  const settings = { names: ['tmdb'], language: 'en-US' } as const;
  const digest = digestQuestion(subject, settings);
  const same: Subject = {
    ...subject,
    ids: { tmdb: '2', imdb: 'tt1' },
    addedAt: 6,
    asked: { version: '', at: 1 },
  };
  expect(digestQuestion(same, settings)).toBe(digest);
  const others = [
    digestQuestion({ ...subject, title: 'Heet' }, settings),
    digestQuestion({ ...subject, year: 1996 }, settings),
    digestQuestion({ ...subject, ids: { imdb: 'tt1' } }, settings),
    digestQuestion(subject, { ...settings, language: 'de-DE' }),
    digestQuestion(subject, { ...settings, names: ['tmdb', 'tvmaze'] }),
  ];
  expect(new Set([digest, ...others]).size).toBe(6);
});
