import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ButlerError, errorCodes, formatError } from './errors.ts';
import { formatPhrase, readerOf } from './phrase.ts';
import { errorPhrases, phraseTexts, readPhrases, say } from './phrases.ts';

describe('a phrase', () => {
  test.each([
    ['Copied {bytes:bytes}.', { bytes: 12_400_000 }, 'Copied 12.4 MB.'],
    ['Copied {bytes:bytes}.', { bytes: 1 }, 'Copied 1 byte.'],
    ['Found {count|file|files}.', { count: 1204 }, 'Found 1,204 files.'],
    ['Found {count|file|files}.', { count: 1 }, 'Found 1 file.'],
    ['In {folder:quoted}.', { folder: 'a "b"\n[c]' }, String.raw`In "a \"b\"\n[c]".`],
    ['Done[; {failed|file|files} failed].', { failed: 2 }, 'Done; 2 files failed.'],
    ['Done[; {failed|file|files} failed].', {}, 'Done.'],
    ['Found<: {a:number} new; {b:number} old>.', { a: 0, b: 3 }, 'Found: 0 new, 3 old.'],
    ['Found<: {a:number} new; {b:number} old>.', { b: 3 }, 'Found: 3 old.'],
    ['Found<: {a:number} new; {b:number} old>.', {}, 'Found.'],
    ['<{a:number} new; {b:number} old> of them.', { b: 3 }, '3 old of them.'],
  ])('%s %o is told and read', (phrase, values, told) => {
    expect(formatPhrase(phrase, values)).toBe(told);
    expect(readerOf(phrase)(told)).toEqual({ values, rest: '' });
    expect(readerOf(phrase)(`${told} And more.`)).toEqual({ values, rest: 'And more.' });
  });

  test('does not tell of none in brackets', () =>
    expect(formatPhrase('Done[; {failed|file|files} failed].', { failed: 0 })).toBe('Done.'));

  test('is not read in another text', () => {
    for (const text of ['', 'Found 1,204 films.', 'Found many files.', 'Not found 1 file.']) {
      expect(readerOf('Found {count|file|files}.')(text)).toBeUndefined();
    }
  });
});

const places = (phrase: string) =>
  [...phrase.matchAll(/\{(\w+)(?::(\w+))?[^}]*\}/g)].map(([place, name = '', kind]) => ({
    name,
    kind: kind ?? (place.includes('|') ? 'count' : 'text'),
  }));

const word = fc.stringMatching(/^[a-zé/<>"]{1,9}$/);
const anyOf = { number: fc.nat(), count: fc.nat(), bytes: fc.nat(999), text: word, quoted: fc.string() };

test.each([
  ...Object.entries(phraseTexts),
  ...errorCodes.flatMap(code => errorPhrases(code).map(phrase => [code, phrase] as const)),
])('%s can be read in what it told: %s', (_, phrase) => {
  const shape = Object.fromEntries(
    places(phrase).map(({ name, kind }) => [name, anyOf[kind as keyof typeof anyOf]]),
  );
  fc.assert(
    fc.property(fc.record(shape), values => {
      const told = formatPhrase(phrase, values);
      const read = readerOf(phrase)(told);
      expect(read?.rest).toBe('');
      expect(formatPhrase(phrase, read?.values ?? {})).toBe(told);
    }),
    { numRuns: 20 },
  );
});

test('sentences that follow each other are read one by one', () => {
  const { message } = new ButlerError('root-missing', { path: '/a. b' });
  const said = [
    say('scan-looked-through', { folder: '/media/"Films". And more' }),
    say('scan-found-in', { files: 1310, section: 'Films', added: 2, changed: 0, missing: 0 }),
    say('run-yielded', {}),
    message,
    formatError(new ButlerError('media-unreadable', { path: 'Heat.mkv', cause: 'it ends. Too early' })),
  ];
  expect(readPhrases(said.join(' '))).toEqual([
    { code: 'scan-looked-through', values: { folder: '/media/"Films". And more' } },
    {
      code: 'scan-found-in',
      values: { files: 1310, section: 'Films', added: 2, changed: 0, missing: 0 },
    },
    { code: 'run-yielded', values: {} },
    { code: 'root-missing', values: { path: '/a. b' } },
    { code: 'media-unreadable', values: { path: 'Heat.mkv', cause: 'it ends. Too early' } },
  ]);
});

test('what is not of the catalogues is not read', () => {
  expect(readPhrases('')).toBeUndefined();
  expect(readPhrases('Heat.mkv')).toBeUndefined();
  expect(readPhrases('Stopped by hand. And so on.')).toBeUndefined();
  expect(readPhrases('x'.repeat(100_000))).toBeUndefined();
});

test('a hostile text takes no time to be refused', () => {
  const began = performance.now();
  readPhrases(`Butler ${' is out, and'.repeat(300)}`);
  readPhrases(`"${'" watches “'.repeat(350)}`);
  expect(performance.now() - began).toBeLessThan(1_000);
});
