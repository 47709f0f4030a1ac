import { expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import { SqliteSectionStore } from './section-store.ts';

test('whichever way items go, they are told in order, and the last thousand are kept', async () => {
  await using library = await TestLibrary.open();
  const { db, goneItems } = library.store;
  const films = await library.add('movie');
  const names = Array.from({ length: 1_100 }, (_, n) => `f${n}.mkv`);
  await library.take(films, [listing('', Object.fromEntries(names.map(name => [name, 10])))]);
  await library.read(Object.fromEntries(names.map(name => [name, { kind: 'movie' as const, title: name }])));
  expect(await goneItems.last()).toBe(0);
  const [item] = await db.selectFrom('item').selectAll().where('title', '=', 'f7.mkv').execute();
  await db.deleteFrom('item').where('title', '=', 'f7.mkv').execute();
  expect(await goneItems.after(0, 10)).toEqual([
    {
      id: 1,
      itemId: item?.id,
      sectionId: films.id,
      type: 'movie',
      title: 'f7.mkv',
      goneAt: expect.any(Number),
    },
  ]);
  const sections = new SqliteSectionStore(db);
  await sections.remove(films.id, 50);
  await sections.forgetRemoved(new AbortController().signal);
  expect(await goneItems.last()).toBe(1_100);
  const kept = await goneItems.after(0, 5_000);
  expect(kept.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 101));
});
