import { chmod, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFacts, startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import type { PassOrders } from '../../domain/pass.ts';
import type { PassResult, UnitSpec } from '../../domain/task.ts';
import { formatBundle } from '../../files/bundle.ts';
import { generateMediaIndexFiles as task } from './index.ts';

const bundle = formatBundle(makeFacts('film').contentHash);
const isRoot = process.getuid?.() === 0;

async function start(settings: Readonly<Record<string, string>> = {}): Promise<TestRun> {
  const run = await startRun(task);
  await run.settings.set({ GenerateBIFFrameInterval: '10', ...settings });
  await takeIn(run, { 'Film.mkv': 'film' });
  return run;
}

/** Runs the task as the engine does, with a worker whose files tell what they are. Returns what was ordered. */
async function work(run: TestRun, content = 'pictures'): Promise<PassOrders['indexFile'][]> {
  const orders: PassOrders['indexFile'][] = [];
  for (const unit of await task.find(run.context)) {
    const [request] = await task.order(run.context, unit);
    if (request?.analyzer !== 'indexFile') continue;
    orders.push(request.settings);
    await task.publish(run.context, unit, await make(request.settings, content));
  }
  return orders;
}

async function make(
  { output, sheets, width }: PassOrders['indexFile'],
  content: string,
): Promise<PassResult> {
  await writeFile(output, content);
  const value = { bytes: content.length, pictures: 1 };
  if (!sheets) return { analyzer: 'indexFile', value };
  const folder = join(sheets.output, `${width} - ${sheets.columns}x${sheets.rows}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '0.jpg'), content);
  if (sheets.withTrack) await writeFile(`${folder}.vtt`, content);
  return { analyzer: 'indexFile', value: { ...value, sheets: { count: 1, bytes: content.length } } };
}

async function list(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter(path => !path.startsWith('.butler'))
    .sort();
}

const films = (run: TestRun) => join(run.temp, 'films');

describe('products', () => {
  test('each is made by its own setting, and all from one pass', async () => {
    await using run = await start({ ButlerTiles: '1', ButlerThumbnailTracks: '1' });
    const [order, ...others] = await work(run);
    expect(others).toEqual([]);
    expect(order?.sheets).toMatchObject({ columns: 10, rows: 10, withTrack: true });
    expect(await list(run.context.folders.bundles)).toEqual([
      `${bundle}/Contents/Indexes/index-sd.bif`,
      `${bundle}/Contents/Trickplay/320 - 10x10.vtt`,
      `${bundle}/Contents/Trickplay/320 - 10x10/0.jpg`,
    ]);
    expect(await run.library.findArtifact(1, 'tiles')).toMatchObject({
      path: `${bundle}/Contents/Trickplay/320 - 10x10`,
    });
    expect(await run.library.findArtifact(1, 'thumbnailTrack')).toMatchObject({
      path: `${bundle}/Contents/Trickplay/320 - 10x10.vtt`,
    });
    expect(await task.find(run.context)).toEqual([]);
    expect(await readdir(run.context.folders.staging)).toEqual([]);
  });

  test('tiles can be had without index files', async () => {
    await using run = await start({ ButlerTiles: '1', ButlerIndexFiles: '0' });
    await work(run);
    expect(await list(run.context.folders.bundles)).toEqual([
      `${bundle}/Contents/Trickplay/320 - 10x10/0.jpg`,
    ]);
    expect(await task.find(run.context)).toEqual([]);
  });

  test('with none of them there is nothing to do', async () => {
    await using run = await start({ ButlerIndexFiles: '0' });
    expect(await task.find(run.context)).toEqual([]);
  });

  test('tiles that are switched on later start from the index file that is there, and leave it there', async () => {
    await using run = await start();
    await work(run, 'first');
    await run.settings.set({ ButlerTiles: '1' });
    const [unit] = (await task.find(run.context)) as [UnitSpec];
    const [request] = await task.order(run.context, unit);
    if (request?.analyzer !== 'indexFile') throw new Error('There is no order.');
    expect(await readFile(request.settings.checkpoint ?? '', 'utf8')).toBe('first');
    await rm(request.settings.checkpoint ?? '');
    await task.publish(run.context, unit, await make(request.settings, 'again'));
    expect(
      await readFile(join(run.context.folders.bundles, bundle, 'Contents/Indexes/index-sd.bif'), 'utf8'),
    ).toBe('again');
    expect(await task.find(run.context)).toEqual([]);
  });

  test('another width makes all anew, and nothing of the old sheets stays', async () => {
    await using run = await start({ ButlerTiles: '1', ButlerThumbnailTracks: '1' });
    await work(run);
    await run.settings.set({ ButlerThumbnailWidth: '240' });
    const [order] = await work(run, 'smaller');
    expect(order).toMatchObject({ width: 240 });
    expect(await list(run.context.folders.bundles)).toEqual([
      `${bundle}/Contents/Indexes/index-sd.bif`,
      `${bundle}/Contents/Trickplay/240 - 10x10.vtt`,
      `${bundle}/Contents/Trickplay/240 - 10x10/0.jpg`,
    ]);
  });

  test('widths are even', async () => {
    await using run = await start();
    await expect(run.settings.set({ ButlerThumbnailWidth: '321' })).rejects.toMatchObject({
      code: 'preference-value',
    });
  });
});

describe('copies beside the media', () => {
  const settings = { ButlerTiles: '1', ButlerIndexFilesBesideMedia: '1', ButlerTilesBesideMedia: '1' };

  test('stand where Emby and Jellyfin look for them', async () => {
    await using run = await start(settings);
    await work(run);
    expect(await list(films(run))).toEqual([
      'Film-320-10.bif',
      'Film.mkv',
      'Film.trickplay/320 - 10x10/0.jpg',
    ]);
    expect(await readFile(join(films(run), 'Film-320-10.bif'), 'utf8')).toBe('pictures');
    expect(await task.find(run.context)).toEqual([]);
    expect(await readdir(films(run))).toHaveLength(3);
  });

  test('that are switched on later take no pass', async () => {
    await using run = await start({ ButlerTiles: '1' });
    await work(run);
    await run.settings.set(settings);
    expect(await work(run)).toEqual([]);
    expect(await list(films(run))).toHaveLength(3);
    expect(await task.find(run.context)).toEqual([]);
  });

  test('are replaced when they are stale, and those of other settings go', async () => {
    await using run = await start(settings);
    await work(run);
    await run.settings.set({ GenerateBIFKeyframesOnly: '0' });
    await work(run, 'exact');
    expect(await readFile(join(films(run), 'Film.trickplay/320 - 10x10/0.jpg'), 'utf8')).toBe('exact');
    await run.settings.set({ GenerateBIFFrameInterval: '5', ButlerThumbnailWidth: '240' });
    await work(run, 'more');
    expect(await list(films(run))).toEqual([
      'Film-240-5.bif',
      'Film.mkv',
      'Film.trickplay/240 - 10x10/0.jpg',
    ]);
  });

  test('never take the place of what others wrote, and say so once', async () => {
    await using run = await start();
    await writeFile(join(films(run), 'Film-320-10.bif'), "Emby's");
    await mkdir(join(films(run), 'Film.trickplay', '320 - 10x10'), { recursive: true });
    await writeFile(join(films(run), 'Film.trickplay', '320 - 10x10', '0.jpg'), "Jellyfin's");
    await run.settings.set(settings);
    await work(run);
    expect(await readFile(join(films(run), 'Film-320-10.bif'), 'utf8')).toBe("Emby's");
    expect(await readFile(join(films(run), 'Film.trickplay/320 - 10x10/0.jpg'), 'utf8')).toBe("Jellyfin's");
    expect(run.log.filter(line => line.includes('was not written by Butler'))).toHaveLength(2);
    expect(await task.find(run.context)).toEqual([]);
  });

  test.each([
    ['changed', (path: string) => writeFile(path, 'by hand!')],
    [
      'replaced by a link',
      async (path: string) => {
        await rename(path, `${path}.moved`);
        await symlink(`${path}.moved`, path);
      },
    ],
  ])('stay when somebody %s them', async (_, change) => {
    await using run = await start(settings);
    await work(run);
    const path = join(films(run), 'Film-320-10.bif');
    await change(path);
    const before = await readFile(path, 'utf8');
    await run.settings.set({ GenerateBIFKeyframesOnly: '0' });
    await work(run, 'exact');
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(run.log.join()).toContain('was not written by Butler');
  });

  test('are known again as ours after a restored database has forgotten them', async () => {
    await using run = await start(settings);
    await work(run);
    await run.store.db
      .deleteFrom('artifact')
      .where('kind', 'in', ['indexFileBeside', 'tilesBeside'])
      .execute();
    expect(await work(run)).toEqual([]);
    expect(run.log.filter(line => line.startsWith('warn'))).toEqual([]);
    await run.settings.set({ GenerateBIFKeyframesOnly: '0' });
    await work(run, 'exact');
    expect(await readFile(join(films(run), 'Film-320-10.bif'), 'utf8')).toBe('exact');
  });

  test.skipIf(isRoot)(
    `that cannot be written are one clear error; nothing is lost, and the next run tries again${isRoot ? ' (skipped: root may write everywhere)' : ''}`,
    async () => {
      await using run = await start();
      await takeIn(run, { 'Other.mkv': 'other film' });
      await run.settings.set(settings);
      await chmod(films(run), 0o555);
      try {
        expect(await work(run)).toHaveLength(2);
        expect(run.log.filter(line => line.startsWith('error'))).toHaveLength(2);
        expect(await run.library.findArtifact(1, 'indexFile')).toBeDefined();
      } finally {
        await chmod(films(run), 0o755);
      }
      expect(await work(run)).toEqual([]);
      expect(await list(films(run))).toHaveLength(6);
    },
  );

  test('are not made in a folder that has gone, whose disk may be away', async () => {
    await using run = await start(settings);
    const [unit] = (await task.find(run.context)) as [UnitSpec];
    const [request] = await task.order(run.context, unit);
    if (request?.analyzer !== 'indexFile') throw new Error('There is no order.');
    await rename(films(run), join(run.temp, 'away'));
    await task.publish(run.context, unit, await make(request.settings, 'pictures'));
    expect(await readdir(run.temp)).not.toContain('films');
    expect(run.log.filter(line => line.startsWith('error'))).toEqual([
      expect.stringContaining('Copies of thumbnails were not written.'),
      expect.stringContaining('Copies of thumbnails were not written.'),
    ]);
    expect(await run.library.findArtifact(1, 'indexFile')).toBeDefined();
    await rename(join(run.temp, 'away'), films(run));
    expect(await work(run)).toEqual([]);
    expect(await list(films(run))).toHaveLength(3);
  });
});

describe('a copy in a folder of Plex', () => {
  test('goes where Plex keeps its own, by the hash of the part', async () => {
    await using run = await start();
    const plex = join(run.temp, 'plex');
    await run.settings.set({ ButlerPlexMediaFolder: plex });
    await work(run);
    expect(run.log.join()).toContain('Copies of thumbnails were not written.');
    await mkdir(join(plex, 'Media', 'localhost'), { recursive: true });
    expect(await work(run)).toEqual([]);
    expect(await list(plex)).toEqual([`Media/localhost/${bundle}/Contents/Indexes/index-sd.bif`]);
    expect(await task.find(run.context)).toEqual([]);
  });

  test.skipIf(noSmallDisk)(
    `on a full disk is one clear error, and leaves nothing there${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
    async () => {
      await using run = await start();
      await using disk = await mountSmallDisk(65_536);
      await mkdir(join(disk.path, 'Media', 'localhost'), { recursive: true });
      await run.settings.set({ ButlerPlexMediaFolder: disk.path });
      await work(run, 'pictures'.repeat(20_000));
      expect(run.log.filter(line => line.startsWith('error'))).toEqual([
        expect.stringMatching(
          /Copies of thumbnails were not written\. There is no room at .* Free some space/,
        ),
      ]);
      expect(await list(disk.path)).toEqual([]);
      expect(await run.library.findArtifact(1, 'indexFile')).toMatchObject({ bytes: 160_000 });
    },
  );
});
