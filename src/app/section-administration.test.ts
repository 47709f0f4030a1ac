import { mkdir, writeFile } from 'node:fs/promises';
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
  const butler = await openButler(at('data'));
  try {
    await butler.engine.open();
    butler.engine.attend();
    const sections = butler.sectionAdministration;

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
  } finally {
    await butler.close();
  }
});
