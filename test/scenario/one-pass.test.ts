import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openButler } from '../../src/app/butler.ts';
import type { TaskName } from '../../src/domain/task.ts';
import { makeFilm } from '../../src/media/sample/film.ts';
import { tasks } from '../../src/tasks/index.ts';
import { runOf } from '../support/run-of.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A film is one episode of a season here, so that what compares episodes wants it too. */
const episodes = ['Show (2001)/Season 01/Show - S01E01.mkv', 'Show (2001)/Season 01/Show - S01E02.mkv'];

test('all tasks that are due on a file read it in one pass, also when they are started one by one', async () => {
  await using folder = await makeTempFolder();
  const root = join(folder.path, 'Shows');
  for (const [n, name] of episodes.entries()) {
    await mkdir(join(root, name, '..'), { recursive: true });
    makeFilm({ path: join(root, name), seconds: 8 + n, width: 64, height: 48 });
  }
  const butler = await openButler(join(folder.path, 'data'));
  try {
    await butler.addSections({ folders: [], described: [`Shows=show:${root}`] });
    await butler.engine.open();
    butler.engine.attend();
    const { engine, events } = butler;
    const scanned = runOf(events, 'RefreshLibraries', 'succeeded', 'failed');
    await engine.start('RefreshLibraries');
    expect(await scanned).toMatchObject({ state: 'succeeded' });

    const passes: { path: string; tasks: readonly TaskName[] }[] = [];
    events.on('pass', pass => passes.push(pass));
    const media = tasks.filter(task => task.kind === 'units' && task.group === 'media');
    const ended = media.map(({ name }) => runOf(events, name, 'succeeded', 'failed', 'cancelled'));
    for (const { name } of media) await engine.start(name);
    for (const run of await Promise.all(ended)) expect(run).toMatchObject({ state: 'succeeded' });

    const told = passes.map(({ path, tasks: wanted }) => `${path}: ${wanted.join()}`).join('\n');
    expect(passes.map(({ path }) => path).toSorted(), told).toEqual(episodes.map(name => join(root, name)));
    for (const pass of passes) expect(pass.tasks.length).toBeGreaterThanOrEqual(3);
  } finally {
    await butler.close();
    await rm(root, { recursive: true });
  }
});
