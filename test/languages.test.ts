// Every language of the dashboard has words for all that the server says.
import { describe, expect, test } from 'vitest';
import { allPreferences } from '../src/app/preferences.ts';
import { type ErrorCode, errorCodes } from '../src/domain/errors.ts';
import { errorPhrases, phraseTexts } from '../src/domain/phrases.ts';
import { logLevels, runStates, triggers } from '../src/domain/run.ts';
import { reasons } from '../src/domain/schedule.ts';
import { tasks } from '../src/tasks/index.ts';
import { languages } from '../web/src/i18n/languages.ts';
import { fillPhrase, namesIn } from '../web/src/i18n/phrase.ts';
import type { SaidTexts } from '../web/src/i18n/said-texts.ts';

const none: readonly string[] = [];
const preferences = allPreferences;

describe.each(Object.entries(languages))('%s', (tag, { load, loadSaid, loadPreferences }) => {
  test('has a word for each name that the server brings', async () => {
    const messages = await load();
    const names = [
      ...reasons.map(reason => `reason.${reason}`),
      ...runStates.map(state => `state.${state}`),
      ...triggers.map(trigger => `run.trigger.${trigger}`),
      ...logLevels.map(level => `log.is.${level}`),
      ...tasks.map(({ name }) => `task.${name}`),
    ];
    expect(names.filter(name => !Object.hasOwn(messages, name))).toEqual(none);
  });

  // English is what the server speaks.
  test.skipIf(tag === 'en')('has words for each sentence, with values that it has', async () => {
    const said: Partial<SaidTexts> = (await loadSaid?.()) ?? {};
    const { phrases = {}, errors = {} } = said;
    expect(Object.keys(said.tasks ?? {}).toSorted()).toEqual(tasks.map(({ name }) => name).toSorted());
    expect(Object.keys(phrases).toSorted()).toEqual(Object.keys(phraseTexts).toSorted());
    expect(Object.keys(errors).toSorted()).toEqual(errorCodes.toSorted());
    const foreign = (text: string, known: string) =>
      namesIn(text).filter(name => !namesIn(known).includes(name));
    for (const [code, known] of Object.entries(phraseTexts)) {
      expect({ code, unknown: foreign(phrases[code] ?? '', known) }).toEqual({ code, unknown: none });
    }
    for (const [code, [message, remedy]] of Object.entries(errors)) {
      const known = errorPhrases(code as ErrorCode).join(' ');
      expect({ code, unknown: foreign(message, known) }).toEqual({ code, unknown: none });
      expect({ code, places: namesIn(remedy) }).toEqual({ code, places: none });
    }
  });

  test.skipIf(tag === 'en')('has words for each preference and its values', async () => {
    const texts = await loadPreferences?.();
    const ids = new Set(preferences.map(({ id }) => id));
    expect(Object.keys(texts?.preferences ?? {}).toSorted()).toEqual([...ids].toSorted());
    const labels = preferences
      .filter(({ id }) => !id.endsWith('Hour'))
      .flatMap(({ choices = [] }) => choices.map(([, label]) => label));
    expect(labels.filter(label => !Object.hasOwn(texts?.choices ?? {}, label))).toEqual(none);
  });
});

describe('a phrase in another language', () => {
  const writing = {
    number: String,
    bytes: (bytes: number) => `${bytes} B`,
    plural: (count: number) =>
      count === 1 ? ('one' as const) : count < 5 ? ('few' as const) : ('other' as const),
    text: (text: string) => (text === 'it is empty' ? 'es ist leer' : text),
  };
  test.each([
    ['{count|Datei|Dateien} ({size:bytes})', { count: 1, size: 12 }, '1 Datei (12 B)'],
    ['{count|Datei|Dateien}', { count: 3 }, '3 Dateien'],
    ['{count|one=plik|few=pliki|plików}', { count: 3 }, '3 pliki'],
    ['{count|one=plik|few=pliki|plików}', { count: 7 }, '7 plików'],
    ['Fertig[; {failed|Datei|Dateien} nicht].', { failed: 0 }, 'Fertig.'],
    ['Fertig[; {failed|Datei|Dateien} nicht].', { failed: 2 }, 'Fertig; 2 Dateien nicht.'],
    ['Da<: {a} neu; {b} alt>.', { a: 0, b: 2 }, 'Da: 0 neu, 2 alt.'],
    ['Da<: {a} neu; {b} alt>.', {}, 'Da.'],
    ['{path}: {cause}', { path: '<b>$&{cause}', cause: 'it is empty' }, '<b>$&{cause}: es ist leer'],
  ])('%s', (phrase, values, told) => expect(fillPhrase(phrase, values, writing)).toBe(told));
});
