import semver from 'semver';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { Release, SeenFeed } from '../domain/updates.ts';
import { Settings } from '../settings/settings.ts';
import { openStore } from '../store/open.ts';
import { signerOf } from '../updates/check.ts';
import { installed } from '../updates/installed.ts';
import { updateChannel, updateFeed, updateKey } from '../updates/preferences.ts';
import { preferencesGiven } from './preferences.ts';
import { viewUpdates } from './updates.ts';

const key = 'CODDEXBTas14HHaRT5xDtO2TcdtK3QAG7dXYr3xpKmU=';

const release = (version: string): Release => ({
  version,
  releasedAt: 1,
  notes: 'New.',
  package: { address: 'https://example.org/a.tgz', bytes: 1, sha512: 'a'.repeat(128) },
});
const seen: SeenFeed = { sequence: 1, publishedAt: 1, digest: 'd', checkedAt: 7 };

test('what was found is told until it is installed, for the channel and the key of now', async () => {
  await using folder = await makeTempFolder();
  await using store = await openStore(folder.path);
  const settings = new Settings(
    [updateChannel, updateFeed, updateKey],
    { ButlerUpdateKey: key },
    store.preferences,
  );
  const nothing = { installed, channel: 'public' };
  expect(await viewUpdates(store.updates, settings)).toEqual(nothing);

  const signer = signerOf(key, 'public');
  const newer = release(semver.inc(installed, 'minor') ?? '');
  await store.updates.keepFeed(signer, { ...seen, release: newer, file: '/a.tgz' });
  expect(await viewUpdates(store.updates, settings)).toEqual({
    ...nothing,
    checkedAt: 7,
    release: newer,
    file: '/a.tgz',
  });
  await store.updates.keepFeed(signer, { ...seen, release: release(installed), file: '/a.tgz' });
  expect(await viewUpdates(store.updates, settings)).toEqual({ ...nothing, checkedAt: 7 });

  await settings.set({ ButlerUpdateChannel: '8' });
  expect(await viewUpdates(store.updates, settings)).toEqual({ installed, channel: 'beta' });
});

test('whom to believe is given by who starts Butler', () => {
  expect(preferencesGiven({ BUTLER_UPDATE_KEY: key })).toEqual({ ButlerUpdateKey: key });
  expect(preferencesGiven({ BUTLER_UPDATE_KEY: '' })).toEqual({});
});
