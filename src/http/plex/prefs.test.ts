import { expect, test } from 'vitest';
import { askOf, RecordedPreferences, recordedServices } from '../../../test/support/http.ts';
import type { Preference } from '../../domain/preference.ts';
import { Settings } from '../../settings/settings.ts';

const secret: Preference<'text'> = {
  id: 'Secret',
  type: 'text',
  default: '',
  label: 'A secret',
  summary: '',
  group: 'butler',
  secret: true,
  check: value => (value.length < 8 ? 'at least 8 characters' : undefined),
};

test('a secret can be set, but is shown to nobody', async () => {
  const settings = new Settings([secret], {}, new RecordedPreferences());
  const ask = askOf(recordedServices({ settings }));
  expect((await ask('/:/prefs?Secret=correct-horse', {}, 'PUT')).status).toBe(200);
  expect(settings.get(secret)).toBe('correct-horse');

  const response = await ask('/:/prefs', { Accept: 'application/json' });
  expect(await response.json()).toMatchObject({
    MediaContainer: { Setting: [{ id: 'Secret', value: '', default: '', hidden: true }] },
  });
  for (const target of ['/:/prefs', '/:/prefs/get?id=Secret']) {
    const text = await (await ask(target)).text();
    expect(text).toContain('value="" hidden="1"');
    expect(text).not.toContain('correct-horse');
  }

  const refusal = await ask('/:/prefs?Secret=short', {}, 'PUT');
  expect(refusal.status).toBe(400);
  expect(await refusal.text()).not.toContain('short');
});
