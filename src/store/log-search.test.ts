import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { LogSearch } from '../domain/log-search.ts';
import type { LogLevel } from '../domain/run.ts';
import type { TaskName } from '../domain/task.ts';
import { openStore, type Store } from './open.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;
let backup: number;
let scan: number;

beforeAll(async () => {
  folder = await makeTempFolder();
  store = await openStore(folder.path);
  const addRun = async (task: TaskName) => {
    const order = {
      task,
      trigger: 'manual',
      state: 'queued',
      serviceDay: '2026-05-01',
      createdAt: 0,
    } as const;
    return (await store.runs.addRun(order)).id;
  };
  [backup, scan] = [await addRun('BackupDatabase'), await addRun('RefreshLibraries')];
  const line = (runId: number, at: number, level: LogLevel, message: string) => ({
    runId,
    at,
    level,
    message,
  });
  await store.runs.addLog([
    line(scan, 10, 'debug', 'Listed 100 % of /films.'),
    line(backup, 20, 'info', 'Copied 12 MB.'),
    line(scan, 30, 'warn', 'Left out a_b.mkv.'),
    line(scan, 40, 'error', 'Cannot read HEAT.mkv.'),
    line(backup, 50, 'info', 'Compared every row.'),
  ]);
});

afterAll(async () => {
  await store.close();
  await folder[Symbol.asyncDispose]();
});

test.each([
  [{}, [50, 40, 30, 20, 10]],
  [{ limit: 2 }, [50, 40]],
  [{ task: 'RefreshLibraries' }, [40, 30, 10]],
  [{ level: 'warn' }, [40, 30]],
  [{ level: 'debug' }, [50, 40, 30, 20, 10]],
  [{ text: 'heat.MKV' }, [40]],
  [{ text: '%' }, [10]],
  [{ text: '_' }, [30]],
  [{ text: '\\' }, []],
  [{ text: '' }, [50, 40, 30, 20, 10]],
  [{ from: 20, until: 50 }, [40, 30, 20]],
  [{ task: 'RefreshLibraries', level: 'info', text: 'r', until: 40 }, []],
  [{ task: 'RefreshLibraries', level: 'info', text: 'e', until: 40 }, [30]],
] as const)('%j finds what fits all of it, newest first', async (wanted, expected) => {
  const lines = await store.logs.lines({ limit: 9, ...wanted } as Parameters<LogSearch['lines']>[0]);
  expect(lines.map(({ at }) => at)).toEqual(expected);
});

test('lines say who said them, and come page by page', async () => {
  const [last, ...others] = await store.logs.lines({ limit: 9, runId: backup });
  expect(last).toEqual({
    id: last?.id,
    runId: backup,
    task: 'BackupDatabase',
    at: 50,
    level: 'info',
    message: 'Compared every row.',
  });
  const rest = await store.logs.lines({ limit: 9, runId: backup, before: last?.id });
  expect(rest).toEqual(others);
});
