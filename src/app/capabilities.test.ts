import { expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { Settings } from '../settings/settings.ts';
import { tasks } from '../tasks/index.ts';
import { capabilitiesOf } from './capabilities.ts';
import { allPreferences } from './preferences.ts';

test('what a server can do follows from what is configured', async () => {
  const settings = new Settings(allPreferences, {}, new RecordedPreferences());
  const capabilities = () => capabilitiesOf({ tasks, settings, pool: { limit: 3 }, hasDashboard: false });
  expect(capabilities()).toMatchObject({
    ...{ workers: 3, dashboard: false, notices: [], updates: false, providers: [], guide: false },
    ...{ webhooks: false, playbackServers: [] },
  });
  expect(capabilities().tasks).toHaveLength(25);
  for (const codec of ['h264', 'hevc', 'flac', 'subrip']) expect(capabilities().codecs).toContain(codec);
  expect(capabilities().formats).toContain('matroska');
  await settings.set({
    ButlerNotifyNtfy: 'https://ntfy.sh/topic',
    ButlerMetadataProviders: 'tvmaze,musicbrainz',
    ButlerGuideSources: '/guides/tv.xml',
    ButlerWebhookSecret: 'a-secret-that-is-long',
    ButlerPlexServer: 'http://192.168.1.5:32400',
  });
  expect(capabilities()).toMatchObject({
    ...{ notices: ['ntfy'], providers: ['tvmaze', 'musicbrainz'], guide: true, webhooks: true },
    playbackServers: ['plex'],
  });
});
