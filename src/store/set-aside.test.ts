import { expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import { SqliteSetAside } from './set-aside.ts';

test('files that were set aside are listed by task, page by page, with where they are', async () => {
  await using library = await TestLibrary.open();
  const films = await library.add('movie');
  const names = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i}.mkv`, 10]));
  await library.take(films, [listing('some', names)]);
  await library.read(
    Object.fromEntries(Object.keys(names).map(name => [name, { kind: 'movie' as const, title: name }])),
  );
  const parts = await library.store.db.selectFrom('part').select(['id', 'name']).orderBy('id').execute();
  const unit = {
    version: '1',
    run_id: null,
    attempts: 3,
    bytes: 10,
    priority: 1,
    updated_at: 40,
    label: 'f',
  };
  for (const task of ['LoudnessAnalysis', 'DeepMediaAnalysis'])
    for (const { id, name } of parts)
      await library.store.db
        .insertInto('unit')
        .values({
          ...unit,
          task: task as 'LoudnessAnalysis',
          subject: `part:${id}`,
          state: name === 'f3.mkv' ? 'done' : 'quarantined',
          error: `${task} of ${name} failed.`,
        })
        .execute();
  const setAside = new SqliteSetAside(library.store.db);
  const all = await setAside.list({}, { limit: 500 });
  expect(all).toHaveLength(22);
  expect(all[0]).toEqual({
    ...{ task: 'DeepMediaAnalysis', partId: parts[0]?.id, sectionId: films.id, itemId: expect.any(Number) },
    ...{
      path: '/media/movie/some/f0.mkv',
      error: 'DeepMediaAnalysis of f0.mkv failed.',
      attempts: 3,
      at: 40,
    },
  });
  expect(all.map(({ partId }) => partId)).not.toContain(parts.find(({ name }) => name === 'f3.mkv')?.id);
  const paged = [];
  for (let page = await setAside.list({}, { limit: 5 }); page.length > 0; ) {
    paged.push(...page);
    page = await setAside.list({}, { limit: 5, after: page.at(-1) });
  }
  expect(paged).toEqual(all);
  expect(await setAside.list({ task: 'LoudnessAnalysis' }, { limit: 500 })).toHaveLength(11);
  expect(await setAside.list({ sectionId: films.id + 1 }, { limit: 500 })).toEqual([]);
});
