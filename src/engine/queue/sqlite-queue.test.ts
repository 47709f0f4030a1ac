import { type OpenedQueue, testQueue } from '../../../test/contract/queue.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { openStore } from '../../store/open.ts';
import { SqliteQueue } from './sqlite-queue.ts';

testQueue(async (): Promise<OpenedQueue> => {
  const folder = await makeTempFolder();
  let store = await openStore(folder.path);
  const open = () => new SqliteQueue(store.db.$pickTables<'unit'>());
  return {
    queue: open(),
    addRun: async () => {
      const run = { task: 'RefreshLibraries', trigger: 'manual', state: 'queued' } as const;
      return (await store.runs.addRun({ ...run, serviceDay: '2026-11-22', createdAt: 0 })).id;
    },
    reopen: async () => {
      await store.close();
      store = await openStore(folder.path);
      return open();
    },
    close: async () => {
      await store.close();
      await folder[Symbol.asyncDispose]();
    },
  };
});
