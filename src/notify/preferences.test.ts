import { describe, expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { Settings } from '../settings/settings.ts';
import { notifyPreferences } from './preferences.ts';

function settings() {
  return new Settings(notifyPreferences, {}, new RecordedPreferences());
}

test('every default is a value that can be set', async () => {
  for (const { id, default: value, readOnly } of notifyPreferences) {
    if (!readOnly) await settings().set({ [id]: `${value}` });
  }
});

test('no program to run can be set over the network', async () => {
  const setting = settings().set({ ButlerNotifyCommand: '["/bin/true"]' });
  await expect(setting).rejects.toMatchObject({ code: 'preference-read-only' });
});

test('a command that is none is not taken from the environment', () => {
  const { ignored } = new Settings(
    notifyPreferences,
    { ButlerNotifyCommand: 'tell everybody' },
    new RecordedPreferences(),
  );
  expect(ignored).toMatchObject([
    { code: 'preference-value', message: expect.stringContaining('the full path of a program') },
  ]);
});

describe('an address', () => {
  test.each([
    'http://192.168.1.5:8080',
    'https://ntfy.sh/topic',
    'https://hooks.example.org/a/b?c=d',
    'http://[::1]:80/x',
    '',
  ])('may be %j', async text => {
    await settings().set({ ButlerNotifyWebhook: text });
  });

  test.each([
    'ntfy.sh/topic',
    'ftp://example.org',
    'file:///etc/passwd',
    'https://',
    'https://name:word@example.org',
    'https://name@example.org',
    'https://example.org/a b',
    'https:\\\\example.org',
    'javascript:alert(1)',
    'https://example.org:99999',
  ])('cannot be %j', async text => {
    await expect(settings().set({ ButlerNotifyWebhook: text })).rejects.toMatchObject({
      code: 'preference-value',
      message: expect.stringContaining('an address such as https://example.org/butler, or empty'),
    });
  });
});

test.each([
  ['ButlerNotifyOn', 'failure,reports', 'a list of failure, report, disk-nearly-full, or empty'],
  ['ButlerNotifyNtfyToken', 'with a space', 'without spaces'],
  ['ButlerDiskNearlyFullPercent', '101', 'from 50 to 100'],
])('%s cannot be %j', async (id, text, expected) => {
  await expect(settings().set({ [id]: text })).rejects.toMatchObject({
    code: 'preference-value',
    message: expect.stringContaining(expected),
  });
});

test('secrets are never shown', () => {
  const secrets = notifyPreferences.filter(({ secret }) => secret).map(({ id }) => id);
  expect(secrets).toEqual(['ButlerNotifyWebhookSecret', 'ButlerNotifyNtfyToken', 'ButlerNotifyGotifyToken']);
});
