import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { garbageCollectLibraryMedia as task } from './index.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 2, 28, 2);

async function start(films: number): Promise<TestRun> {
  const run = await startRun(task, { now });
  await takeIn(run, Object.fromEntries(Array.from({ length: films }, (_, i) => [`Film ${i}.mkv`, `${i}`])));
  return run;
}

const lose = ({ store }: TestRun, films: number) =>
  sql`delete from part where id in (select id from part limit ${films})`.execute(store.db);
const items = async ({ store }: TestRun) => (await store.db.selectFrom('item').select('id').execute()).length;

test('what is left of media without a file is set aside, can be put back, and is forgotten a week later', async () => {
  await using run = await start(20);
  expect(await task.run(run.context)).toBe('Nothing to clean.');
  await lose(run, 2);
  expect(await task.run(run.context)).toBe('Set aside 2 media without a file, 2 items without media.');
  expect(await items(run)).toBe(18);
  const [removal] = await run.library.garbage.removals();
  expect(removal).toMatchObject({ task: 'GarbageCollectLibraryMedia', rows: 6 });
  await run.library.garbage.putBack(removal?.id ?? 0);
  expect(await items(run)).toBe(20);

  await task.run(run.context);
  run.setNow(now + 7 * dayMs);
  expect(await task.run(run.context)).toBe('Nothing to clean.');
  run.setNow(now + 7 * dayMs + 1);
  expect(await task.run(run.context)).toBe(
    'Nothing to clean; forgot 6 rows that left the library a week ago.',
  );
  expect(await run.library.garbage.removals()).toEqual([]);
});

test('many wait for a person, with their names in the log', async () => {
  await using run = await start(20);
  await lose(run, 6);
  expect(await task.run(run.context)).toMatch(
    /^Nothing to clean\. Left 6 media without a file, 6 items without media, which a person must confirm/,
  );
  expect(run.log.some(line => line.startsWith('warn: 6 of 20 items without media: movie Film 0.mkv,'))).toBe(
    true,
  );
  expect(await items(run)).toBe(20);
  await run.settings.set({ ButlerCollectMuchLibraryMedia: 'true', ButlerCleaningDryRun: 'true' });
  expect(await task.run(run.context)).toMatch(/^Dry run: would set aside 6 media .+; removed nothing\.$/);
  expect(await items(run)).toBe(20);
  await run.settings.set({ ButlerCleaningDryRun: 'false' });
  await task.run(run.context);
  expect(await items(run)).toBe(14);
});
