import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { openMarked } from '../../files/marked-folder.ts';
import { restoreFromQuarantine } from '../../files/quarantine.ts';
import { garbageCollectBlobs as task } from './index.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 2, 28, 2);
const hash = (index: number) => index.toString(16).padStart(40, '0');

/** Keeps a picture that was written so many days ago; the film has it where `inUse` is set. */
async function keep(run: TestRun, index: number, days: number, inUse = false): Promise<void> {
  const file = join(run.context.folders.blobs, hash(index).slice(0, 2), `${hash(index)}.jpg`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '12345');
  const at = (now - days * dayMs) / 1000;
  await utimes(file, at, at);
  if (!inUse) return;
  await sql`insert into item_artwork (item_id, source, position, kind, blob)
    select id, 'provider', ${index}, 'poster', ${hash(index)} from item limit 1`.execute(run.store.db);
}

async function start(): Promise<TestRun> {
  const run = await startRun(task, { now });
  await takeIn(run, { 'Film.mkv': 'film' });
  return run;
}

const pictures = async (run: TestRun) =>
  (await readdir(run.context.folders.blobs, { recursive: true })).filter(name => name.endsWith('.jpg'))
    .length;
const tags = async (run: TestRun) =>
  (await sql<{ name: string }>`select name from tag order by id`.execute(run.store.db)).rows.map(
    ({ name }) => name,
  );

test('pictures, tags and people that no item has are set aside, and can be put back', async () => {
  await using run = await start();
  for (let index = 0; index < 10; index++) await keep(run, index, 100, true);
  await keep(run, 100, 8);
  await keep(run, 101, 6);
  await sql`insert into tag (kind, name) values ('genre', 'Used'), ('actor', 'Nobody')`.execute(run.store.db);
  await sql`insert into item_tag (item_id, source, position, tag_id) select item.id, 'local', 0, tag.id
    from item, tag where tag.name = 'Used'`.execute(run.store.db);
  expect(await task.run(run.context)).toBe(
    'Set aside 1 picture (5 bytes) among 12 pictures; set aside 1 unused tag.',
  );
  expect(await pictures(run)).toBe(11);
  expect(await tags(run)).toEqual(['Used']);

  await using place = await openMarked(run.context.folders.quarantine, 'quarantine');
  await restoreFromQuarantine('2027-03-28/1', place);
  expect(await pictures(run)).toBe(12);
  const [removal] = await run.library.garbage.removals();
  await run.library.garbage.putBack(removal?.id ?? 0);
  expect(await tags(run)).toEqual(['Used', 'Nobody']);
});

test('what was left of a picture when its writing was cut short goes, and the picture stays', async () => {
  await using run = await start();
  for (let index = 0; index < 10; index++) await keep(run, index, 100, true);
  const left = join(run.context.folders.blobs, hash(1).slice(0, 2), `${hash(1)}.jpg.7f3a.partial`);
  await writeFile(left, '123');
  await utimes(left, (now - 8 * dayMs) / 1000, (now - 8 * dayMs) / 1000);
  expect(await task.run(run.context)).toMatch(/^Set aside 1 picture \(3 bytes\)/);
  expect(await pictures(run)).toBe(10);
});

test('the pictures of a film that can be put back stay', async () => {
  await using run = await start();
  await keep(run, 1, 100, true);
  const [section] = await run.library.sections();
  await sql`update file set missing_at = 1`.execute(run.store.db);
  for (let scan = 0; scan < 2; scan++) await run.library.removeMissing(section?.id ?? 0, now, 0, true);
  expect((await run.store.db.selectFrom('item').selectAll().execute()).length).toBe(0);
  expect(await task.run(run.context)).toBe('Nothing to clean among 1 picture.');
  await run.library.garbage.emptyTrash(now + 1);
  expect(await task.run(run.context)).toContain('Set aside 1 picture');
});

test('many wait for a person, and a dry run removes nothing', async () => {
  await using run = await start();
  for (let index = 0; index < 30; index++) await keep(run, index, 100, index >= 6);
  await sql`insert into tag (kind, name) values ('actor', 'Nobody')`.execute(run.store.db);
  expect(await task.run(run.context)).toBe(
    'Left what is many: 6 of 30 pictures (30 bytes) belong to no item, which looks like a mistake. ' +
      'A person must confirm it with ButlerCollectManyBlobs.',
  );
  expect(await pictures(run)).toBe(30);
  await run.settings.set({ ButlerCollectManyBlobs: 'true', ButlerCleaningDryRun: 'true' });
  expect(await task.run(run.context)).toMatch(/^Dry run: would set aside 6 pictures \(30 bytes\)/);
  expect(await pictures(run)).toBe(30);
  await run.settings.set({ ButlerCleaningDryRun: 'false' });
  expect(await task.run(run.context)).toContain('Set aside 6 pictures');
});
