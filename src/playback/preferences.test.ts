import { expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { Settings } from '../settings/settings.ts';
import { parseValue } from '../settings/value.ts';
import { configuredServers, playbackPreferences } from './preferences.ts';

const settingsOver = (stored: Record<string, string>) =>
  new Settings(playbackPreferences, stored, new RecordedPreferences());

function read(id: string, text: string) {
  const preference = playbackPreferences.find(candidate => candidate.id === id);
  if (!preference) throw new Error(`No ${id}`);
  return parseValue(preference, text);
}

test('they are six, tokens and secret are secret, and the defaults are values', () => {
  expect(playbackPreferences.map(({ id, secret = false }) => [id, secret])).toEqual([
    ['ButlerPauseDuringPlayback', false],
    ['ButlerWebhookSecret', true],
    ['ButlerPlexServer', false],
    ['ButlerPlexToken', true],
    ['ButlerJellyfinServer', false],
    ['ButlerJellyfinToken', true],
  ]);
  for (const preference of playbackPreferences) {
    expect(parseValue(preference, `${preference.default}`)).toBe(preference.default);
  }
});

test.each([
  ['ButlerPlexServer', 'http://192.168.1.5:32400'],
  ['ButlerPlexServer', 'https://plex.example.org/'],
  ['ButlerJellyfinServer', 'http://[fd00::5]:8096/jellyfin'],
  ['ButlerPlexToken', 'xX-1234567890abcdef_'],
  ['ButlerWebhookSecret', 'correct-horse.battery_staple~9'],
])('%s can be %j', (id, text) => {
  expect(read(id, text)).toBe(text);
});

test.each([
  ['ButlerPlexServer', '192.168.1.5:32400', 'an address such as http://192.168.1.5:32400, or empty'],
  ['ButlerPlexServer', 'file:///etc/passwd', 'an address'],
  ['ButlerPlexServer', 'ftp://nas', 'an address'],
  ['ButlerPlexServer', 'http://', 'an address'],
  ['ButlerPlexServer', 'http://ann:secret@nas:32400', 'an address'],
  ['ButlerPlexServer', 'http://nas:32400/?X-Plex-Token=abc', 'an address'],
  ['ButlerPlexServer', 'http://nas:32400/#x', 'an address'],
  ['ButlerPlexServer', 'http://nas: 32400', 'an address'],
  ['ButlerPlexServer', 'http://nas:99999', 'an address'],
  ['ButlerJellyfinServer', 'nas', 'an address such as http://192.168.1.5:8096, or empty'],
  ['ButlerJellyfinToken', 'a"b', 'letters, digits and signs of ASCII without spaces and quotation marks'],
  ['ButlerPlexToken', 'two words', 'letters, digits'],
  ['ButlerPlexToken', 'ü', 'letters, digits'],
  ['ButlerWebhookSecret', 'short', 'at least 16 letters, digits or signs of - . _ ~, or empty'],
  ['ButlerWebhookSecret', 'a slash/in the middle', 'at least 16 letters'],
])('%s cannot be %j', (id, text, expected) => {
  expect(() => read(id, text)).toThrow(
    expect.objectContaining({
      code: 'preference-value',
      parameters: expect.objectContaining({ expected: expect.stringContaining(expected) }),
    }),
  );
});

test('the servers with an address are asked, unless work is not to rest', () => {
  const plex = { ButlerPlexServer: 'http://nas:32400', ButlerPlexToken: 'abc' };
  expect(configuredServers(settingsOver({}))).toEqual([]);
  expect(configuredServers(settingsOver({ ...plex, ButlerJellyfinToken: 'def' }))).toEqual([
    { source: 'plex', url: 'http://nas:32400', token: 'abc' },
  ]);
  expect(configuredServers(settingsOver({ ...plex, ButlerJellyfinServer: 'http://nas:8096' }))).toEqual([
    { source: 'plex', url: 'http://nas:32400', token: 'abc' },
    { source: 'jellyfin', url: 'http://nas:8096', token: '' },
  ]);
  expect(configuredServers(settingsOver({ ...plex, ButlerPauseDuringPlayback: 'false' }))).toEqual([]);
});
