// What is installed, tried and taken back is shown with whole programs in test/scenario/automatic-updates.test.ts.
import { afterEach, expect, test, vi } from 'vitest';
import { startRun } from '../../../test/support/context.ts';
import { updateChannel, updateFeed, updateKey } from '../../updates/preferences.ts';
import { automaticUpdates as task } from './index.ts';

/** Those of the task that looks for updates. */
const preferences = [updateChannel, updateFeed, updateKey];

afterEach(() => {
  vi.unstubAllEnvs();
});

const key = `${'A'.repeat(43)}=`;
const feed = 'http://127.0.0.1:9/{channel}.feed';

test('it is off until somebody wants it', () => {
  expect(task.enabledBy.default).toBe(false);
});

test.each([
  ['without a feed', {}, '/somewhere', 'No update feed is named'],
  ['without a key', { ButlerUpdateFeed: feed }, '/somewhere', 'without BUTLER_UPDATE_KEY'],
  [
    'where nobody would start the new one',
    { ButlerUpdateFeed: feed, ButlerUpdateKey: key },
    '',
    'not started by',
  ],
  [
    'where nothing can be written',
    { ButlerUpdateFeed: feed, ButlerUpdateKey: key },
    '/dev/null',
    'cannot be written',
  ],
])('%s it says so, and asks nobody', async (_, given, installation, sentence) => {
  vi.stubEnv('BUTLER_INSTALLATION', installation);
  await using run = await startRun(
    { ...task, preferences: [...task.preferences, ...preferences] },
    { given },
  );
  expect(await task.run(run.context)).toContain(sentence);
});
