import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { openStore } from './open.ts';

test('pauses by hand are kept over a restart, one of each scope, until they are dropped', async () => {
  await using folder = await makeTempFolder();
  const pause = { cause: 'hand', sentence: 'Asked for by hand.', since: 1_000 } as const;
  {
    await using store = await openStore(folder.path);
    await store.pauses.keepPause({ ...pause, scope: 'all', until: 2_000 });
    await store.pauses.keepPause({ ...pause, scope: 'BackupDatabase' });
    await store.pauses.keepPause({ ...pause, scope: 'all', since: 1_500 });
  }
  await using store = await openStore(folder.path);
  expect(await store.pauses.pauses()).toEqual([
    { ...pause, scope: 'BackupDatabase' },
    { ...pause, scope: 'all', since: 1_500 },
  ]);
  await store.pauses.dropPause('all');
  await store.pauses.dropPause('OptimizeDatabase');
  expect(await store.pauses.pauses()).toEqual([{ ...pause, scope: 'BackupDatabase' }]);
});
