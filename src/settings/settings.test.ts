import { describe, expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import type { Preference } from '../domain/preference.ts';
import { butlerEndHour, butlerStartHour, friendlyName, ownPreferences } from './preferences.ts';
import { Settings, shownValue } from './settings.ts';

const fixed: Preference<'int'> = { ...butlerStartHour, id: 'Fixed', readOnly: true };

function settingsOver(stored: Record<string, string> = {}) {
  const store = new RecordedPreferences();
  Object.assign(store.stored, stored);
  const settings = new Settings([...ownPreferences, fixed], stored, store);
  const changed: string[] = [];
  settings.on('preference', id => changed.push(id));
  return { settings, store, changed };
}

test('a preference has its default until another value is stored', () => {
  const { settings } = settingsOver({ ButlerStartHour: '23' });
  expect(settings.get(butlerStartHour)).toBe(23);
  expect(settings.get(butlerEndHour)).toBe(5);
});

test('all preferences are listed in the order of their definitions', () => {
  const ids = settingsOver()
    .settings.list()
    .map(({ preference }) => preference.id);
  expect(ids).toEqual([...ownPreferences.map(preference => preference.id), 'Fixed']);
  expect(ids.slice(0, 3)).toEqual(['FriendlyName', 'ButlerStartHour', 'ButlerEndHour']);
});

describe('a change', () => {
  test('is in force, stored and told', async () => {
    const { settings, store, changed } = settingsOver();
    await settings.set({ ButlerStartHour: '3', FriendlyName: 'Attic' });
    expect(settings.get(butlerStartHour)).toBe(3);
    expect(store.stored).toEqual({ ButlerStartHour: '3', FriendlyName: 'Attic' });
    expect(changed).toEqual(['ButlerStartHour', 'FriendlyName']);
  });

  test('to the value in force is none', async () => {
    const { settings, changed } = settingsOver({ ButlerStartHour: '3' });
    await settings.set({ ButlerStartHour: '3', ButlerEndHour: '5' });
    expect(changed).toEqual([]);
  });

  test('can be supposed, and nothing changes by that', () => {
    const { settings, store, changed } = settingsOver({ ButlerEndHour: '7' });
    const supposed = settings.supposing({ ButlerStartHour: '3', ButlerEndHour: null });
    expect([supposed.get(butlerStartHour), supposed.get(butlerEndHour)]).toEqual([3, 5]);
    expect([settings.get(butlerStartHour), settings.get(butlerEndHour)]).toEqual([2, 7]);
    expect(changed).toEqual([]);
    expect(store.stored).toEqual({ ButlerEndHour: '7' });
  });

  test('back to the default leaves nothing stored', async () => {
    const { settings, store, changed } = settingsOver({ ButlerStartHour: '3' });
    await settings.set({ ButlerStartHour: '2' });
    expect(store.stored).toEqual({});
    expect(changed).toEqual(['ButlerStartHour']);
  });

  test.each([
    [{ FriendlyName: 'Attic', Nonsense: '1' }, 'preference-unknown'],
    [{ FriendlyName: 'Attic', ButlerStartHour: '24' }, 'preference-value'],
    [{ FriendlyName: 'Attic', Fixed: '3' }, 'preference-read-only'],
    [{ FriendlyName: 'Attic', ['__proto__']: '3' }, 'preference-unknown'],
  ])('with an error in it changes nothing: %j', async (changes, code) => {
    const { settings, store, changed } = settingsOver();
    await expect(settings.set(changes)).rejects.toMatchObject({ code });
    expect(settings.get(friendlyName)).toBe('');
    expect(store.stored).toEqual({});
    expect(changed).toEqual([]);
  });

  test('that cannot be stored is not in force, and the next one can', async () => {
    const store = new (class extends RecordedPreferences {
      full = true;
      override async set(values: Readonly<Record<string, string | null>>): Promise<void> {
        if (this.full) throw new Error('disk full');
        await super.set(values);
      }
    })();
    const settings = new Settings(ownPreferences, {}, store);
    await expect(settings.set({ ButlerStartHour: '3' })).rejects.toThrow('disk full');
    expect(settings.get(butlerStartHour)).toBe(2);
    store.full = false;
    await settings.set({ ButlerStartHour: '4' });
    expect(settings.get(butlerStartHour)).toBe(4);
  });

  test('comes after the one before it, however long that takes', async () => {
    const first = Promise.withResolvers<void>();
    const store = new (class extends RecordedPreferences {
      override async set(values: Readonly<Record<string, string | null>>): Promise<void> {
        if (values['ButlerStartHour'] === '3') await first.promise;
        await super.set(values);
      }
    })();
    const settings = new Settings(ownPreferences, {}, store);
    const changes = [settings.set({ ButlerStartHour: '3' }), settings.set({ ButlerStartHour: '4' })];
    first.resolve();
    await Promise.all(changes);
    expect(settings.get(butlerStartHour)).toBe(4);
    expect(store.stored).toEqual({ ButlerStartHour: '4' });
  });
});

test('a stored value that fits no more gives way to the default, and is kept and reported', async () => {
  const { settings, store } = settingsOver({ ButlerStartHour: 'noon', Removed: '1' });
  expect(settings.get(butlerStartHour)).toBe(2);
  expect(settings.ignored.map(error => error.code)).toEqual(['preference-value']);
  await settings.set({ ButlerEndHour: '6' });
  expect(store.stored).toEqual({ ButlerStartHour: 'noon', Removed: '1', ButlerEndHour: '6' });
});

test('a secret is in force, but not shown, not even when it fits no more', async () => {
  const secret: Preference<'text'> = {
    ...friendlyName,
    id: 'Secret',
    secret: true,
    check: value => (value.startsWith('old') ? 'new' : undefined),
  };
  const settings = new Settings([secret], { Secret: 'old-hunter2' }, new RecordedPreferences());
  expect(settings.ignored.map(({ message }) => message)).toEqual(['Secret cannot be "…": it must be new.']);
  await settings.set({ Secret: 'hunter2' });
  expect(settings.get(secret)).toBe('hunter2');
  expect(settings.list().map(shownValue)).toEqual(['']);
});

test('a preference that was not registered has no value', () => {
  const { settings } = settingsOver();
  expect(() => settings.get({ ...butlerStartHour, id: 'Other' })).toThrow('There is no preference "Other".');
});

test('two definitions of one preference are a mistake, one definition twice is not', () => {
  const store = new RecordedPreferences();
  expect(new Settings([friendlyName, friendlyName], {}, store).list()).toHaveLength(1);
  expect(() => new Settings([friendlyName, { ...friendlyName }], {}, store)).toThrow(
    'Two preferences are called FriendlyName',
  );
});

test('hours carry the labels of Plex', () => {
  expect(butlerStartHour.choices?.map(([, label]) => label).join(' ')).toBe(
    'Midnight 1 am 2 am 3 am 4 am 5 am 6 am 7 am 8 am 9 am 10 am 11 am ' +
      'Noon 1 pm 2 pm 3 pm 4 pm 5 pm 6 pm 7 pm 8 pm 9 pm 10 pm 11 pm',
  );
});

test('no choice or label has a sign that separates them on the wire', () => {
  for (const { choices = [] } of ownPreferences) {
    for (const [value, label] of choices) expect(`${value}${label}`).not.toMatch(/[:|]/);
  }
});
