import { expect, test } from 'vitest';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { languages } from './languages.ts';
import { fill, type Message } from './message.ts';

test('values stand in their places, numbers as the language writes them', () => {
  expect(fill('{done} of {total} in {name}', { done: 1204, total: 1310, name: '{done}' }, 'en')).toBe(
    '1,204 of 1,310 in {done}',
  );
  expect(fill('{done}', { done: 1204.5 }, 'de')).toBe('1.204,5');
  expect(fill('{unknown}', {}, 'en')).toBe('{unknown}');
});

test('the form is that of the plural rules of the language', () => {
  const files = { one: 'one file', few: '{count} soubory', other: '{count} files' };
  expect([1, 2, 0].map(count => fill(files, { count }, 'en'))).toEqual(['one file', '2 files', '0 files']);
  expect(fill(files, { count: 3 }, 'cs')).toBe('3 soubory');
});

const all: Readonly<Record<string, Readonly<Record<string, Message>>>> = { en, de };

test('every language is looked at here', () => {
  expect(Object.keys(all)).toEqual(Object.keys(languages));
});

const formsOf = (message: Message) => (typeof message === 'string' ? { other: message } : message);
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test.each(Object.keys(all))('%s has a text for each message, with the places of the English one', tag => {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  for (const [key, english] of Object.entries(en as Record<string, Message>)) {
    const message = all[tag]?.[key];
    if (message === undefined) throw new Error(`${key} is missing`);
    expect(typeof message, key).toBe(typeof english);
    if (typeof message !== 'string') expect(Object.keys(message).toSorted(), key).toEqual(forms.toSorted());
    for (const text of Object.values(formsOf(message))) {
      expect(text.trim(), key).not.toBe('');
      // The count of a single thing may be a word.
      const places = placesIn(formsOf(english).other);
      for (const place of placesIn(text)) expect(places, key).toContain(place);
      const needed = places.filter(place => place !== '{count}');
      for (const place of needed) expect(placesIn(text), key).toContain(place);
    }
  }
});
