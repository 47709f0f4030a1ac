import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runOf } from '../../test/support/run-of.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { openButler } from './butler.ts';

test('a section is added, takes another folder, and is removed while Butler is at work', async () => {
  await using temp = await makeTempFolder();
  const at = (...names: string[]) => join(temp.path, ...names);
  for (const folder of ['films', 'more', 'data']) await mkdir(at(folder));
  await writeFile(at('films', 'Alien (1979).mkv'), 'no film');
  await writeFile(at('more', 'Brazil (1985).mkv'), 'no film');
  const butler = await openButler(at('data'), Date.now, 0);
  try {
    await butler.engine.open();
    butler.engine.attend();
    const sections = butler.sectionAdministration;
    const told: string[] = [];
    butler.events.on('section', ({ change, title }) => told.push(`${change} ${title}`));

    const scanned = runOf(butler.events, 'RefreshLibraries', 'succeeded');
    const added = await sections.add({ paths: [at('films')] });
    expect(added).toMatchObject({ title: 'films', type: 'movie' });
    expect((await scanned).trigger).toBe('partial');
    const counted = await sections.coverage([added]);
    expect(counted.get(added.id)?.files).toMatchObject({ unreadable: 1, read: 0 });

    const again = runOf(butler.events, 'RefreshLibraries', 'succeeded');
    await sections.change(added, { title: 'Cinema', paths: [at('more')] });
    await again;
    const [changed] = await sections.list();
    expect(changed).toMatchObject({ title: 'Cinema', roots: [{ path: at('more') }] });
    expect(await butler.store.db.selectFrom('part').select('name').execute()).toEqual([
      { name: 'Brazil (1985).mkv' },
    ]);

    for (const [path, code] of [
      [at('more'), 'root-overlaps'],
      [at('gone'), 'root-missing'],
      [at('data'), 'root-in-data-folder'],
    ] as const)
      await expect(sections.add({ paths: [path] })).rejects.toMatchObject({ code });

    if (changed) await sections.remove(changed);
    expect(await sections.list()).toEqual([]);
    // Its folder can be had again as soon as what was known of it is forgotten.
    const anew = await sections.add({ title: 'Anew', paths: [at('more')] });
    expect(await butler.store.db.selectFrom('section').select('id').execute()).toEqual([{ id: anew.id }]);
    expect(told).toEqual(['added films', 'changed Cinema', 'removed Cinema', 'added Anew']);
  } finally {
    await butler.close();
  }
});

test('to tell where folders may be chosen from, no root is looked at: its disk may not answer', async () => {
  await using temp = await makeTempFolder();
  const films = join(temp.path, 'films');
  for (const folder of [films, join(temp.path, 'data')]) await mkdir(folder);
  const butler = await openButler(join(temp.path, 'data'));
  try {
    await butler.engine.open();
    const sections = butler.sectionAdministration;
    const { id: sectionId } = await sections.add({ paths: [films] });
    await rm(films, { recursive: true });
    expect(await sections.places()).toContainEqual({ path: films, name: 'films', sectionId });
    await expect(sections.browse(films)).rejects.toMatchObject({ code: 'root-missing' });
  } finally {
    await butler.close();
  }
});

test('changes of a section at the same time follow each other, and one that is refused changes nothing', async () => {
  await using temp = await makeTempFolder();
  const at = (name: string) => join(temp.path, name);
  for (const folder of ['films', 'more', 'third', 'data']) await mkdir(at(folder));
  const butler = await openButler(at('data'), Date.now, 0);
  try {
    await butler.engine.open();
    const sections = butler.sectionAdministration;
    const read = await sections.add({ paths: [at('films')] });
    const pathsNow = async () => (await sections.list())[0]?.roots.map(({ path }) => path);
    // Both know the section as it was before.
    await Promise.all([
      sections.change(read, { paths: [at('films'), at('more')] }),
      sections.change(read, { paths: [at('more'), at('third')] }),
    ]);
    expect(await pathsNow()).toEqual([at('more'), at('third')]);
    const refused = sections.change(read, { title: 'Cinema', paths: [at('gone')] });
    await expect(refused).rejects.toMatchObject({ code: 'root-missing' });
    expect(await sections.list()).toMatchObject([{ title: 'films' }]);
    expect(await pathsNow()).toEqual([at('more'), at('third')]);
    const twice = await Promise.allSettled([sections.remove(read), sections.remove(read)]);
    expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(sections.change(read, { title: 'Cinema' })).rejects.toMatchObject({
      code: 'section-unknown',
    });
  } finally {
    await butler.close();
  }
});

test('what is left of a section that was removed is forgotten after the next start', async () => {
  await using temp = await makeTempFolder();
  const films = join(temp.path, 'films');
  for (const folder of [films, join(temp.path, 'data')]) await mkdir(folder);
  const open = async () => {
    const butler = await openButler(join(temp.path, 'data'));
    await butler.engine.open();
    return butler;
  };
  {
    const { store, sectionAdministration, close } = await open();
    const { id } = await sectionAdministration.add({ paths: [films] });
    await store.db.updateTable('section').set({ removed_at: 1 }).where('id', '=', id).execute();
    await close();
  }
  const butler = await open();
  try {
    await butler.sectionAdministration.add({ paths: [films] });
    expect(await butler.store.db.selectFrom('section').select('removed_at').execute()).toEqual([
      { removed_at: null },
    ]);
  } finally {
    await butler.close();
  }
});
