import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExif from 'exif-reader';
import { parseFile } from 'music-metadata';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSampleLibrary } from './sample-library.ts';

const home = mkdtempSync(join(tmpdir(), 'butler-sample-'));
const folder = join(home, 'library');
const progress: { done: number; total: number; label: string }[] = [];
const never = new AbortController().signal;

beforeAll(async () => {
  // What a killed start leaves.
  mkdirSync(join(home, '.library.unfinished', 'Films'), { recursive: true });
  writeFileSync(join(home, '.library.unfinished', 'Films', 'half.mkv'), 'half a film');
  const report = (done: number, total: number, label: string) => progress.push({ done, total, label });
  await makeSampleLibrary(folder, report, never, 'draft');
}, 120_000);
afterAll(() => rmSync(home, { recursive: true }));

/** All files below a folder, with `/` between names. */
function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(path.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

describe('the sample library', () => {
  test('holds films, series, music and photos, and nothing else', () => {
    const files = filesIn(folder);
    expect(files.filter(file => !/^(Music|Photos)/.test(file))).toEqual([
      'Films/Night Train to Meridian (2022)/Night Train to Meridian (2022).mp4',
      'Films/Night Train to Meridian (2022)/poster.jpg',
      "Films/The Lighthouse Keeper's Clock (2019)/The Lighthouse Keeper's Clock (2019).mkv",
      "Films/The Lighthouse Keeper's Clock (2019)/poster.jpg",
      'Series/Small Planets (2021)/Season 01/Small Planets - S01E01 - The Ringed One.mp4',
      'Series/Small Planets (2021)/Season 01/Small Planets - S01E02 - Dust and Copper.mp4',
      'Series/Small Planets (2021)/Season 01/Small Planets - S01E03 - The Long Ocean.mp4',
      'Series/Small Planets (2021)/Season 02/Small Planets - S02E01 - A Moon of Glass.mp4',
      'Series/Small Planets (2021)/Season 02/Small Planets - S02E02 - The Green Night.mp4',
      'Series/Small Planets (2021)/Season 02/Small Planets - S02E03 - Homeward.mp4',
      'Series/Small Planets (2021)/poster.jpg',
    ]);
    expect(files.filter(file => file.startsWith('Music/'))).toHaveLength(10);
    expect(files.filter(file => file.startsWith('Photos/'))).toHaveLength(12);
    expect(readdirSync(home)).toEqual(['library']);
  });

  test('has films of more than three minutes with named chapters', async () => {
    const path = join(folder, 'Films/Night Train to Meridian (2022)/Night Train to Meridian (2022).mp4');
    const { format, common } = await parseFile(path, { includeChapters: true });
    expect(format.duration).toBeGreaterThan(180);
    expect(common.title).toBe('Night Train to Meridian');
    expect(format.chapters?.map(chapter => chapter.title)).toEqual([
      'Lowgate, Platform One',
      'Elm Bridge',
      'Snow at Tarnholt',
      'Under Coldwater Hill',
      'Meridian',
      'Credits',
    ]);
  });

  test('has albums with tags and covers', async () => {
    const flac = join(folder, 'Music/The Quiet Ferries/Slow Harbour (2018)/03 - Low Water.flac');
    const mp3 = join(folder, 'Music/Copper Almanac/Night Maps (2021)/01 - Legend.mp3');
    const [first, second] = [
      await parseFile(flac, { duration: true }),
      await parseFile(mp3, { duration: true }),
    ];
    expect(first.common).toMatchObject({
      title: 'Low Water',
      artist: 'The Quiet Ferries',
      albumartist: 'The Quiet Ferries',
      album: 'Slow Harbour',
      year: 2018,
      genre: ['Folk'],
      track: { no: 3, of: 6 },
      disk: { no: 1, of: 1 },
    });
    expect(first.format.duration).toBeCloseTo(38, 1);
    expect(second.common).toMatchObject({ title: 'Legend', album: 'Night Maps', track: { no: 1, of: 3 } });
    for (const { common } of [first, second]) expect(common.picture?.[0]?.format).toBe('image/jpeg');
  });

  test('has photos as cameras leave them', async () => {
    const photos = filesIn(join(folder, 'Photos')).map(file => join(folder, 'Photos', file));
    const found = await Promise.all(
      photos.map(async photo => {
        const { exif, orientation = 1, width, height } = await sharp(photo).metadata();
        const tags = exif && readExif(exif);
        return {
          camera: tags?.Image?.Model,
          taken: tags?.Photo?.DateTimeOriginal?.toISOString(),
          latitude: tags?.GPSInfo?.GPSLatitude,
          orientation,
          isWide: width > height,
        };
      }),
    );
    expect(new Set(found.map(photo => photo.camera))).toEqual(new Set(['Halden F2']));
    expect(found[0]?.taken).toBe('2023-06-16T16:42:08.000Z');
    expect(found[0]?.latitude).toEqual([62, 14, 35.16]);
    expect(found.filter(photo => photo.latitude).length).toBeGreaterThan(3);
    expect(found.map(photo => photo.orientation).filter(turn => turn !== 1)).toEqual([6, 8]);
    // The sensor is wide, also where the camera was held upright.
    expect(found.every(photo => photo.isWide)).toBe(true);
  });

  test('was told of in steps that never fall', () => {
    const dones = progress.map(({ done }) => done);
    expect(dones).toEqual(dones.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ done: progress[0]?.total });
    expect(progress.map(({ label }) => label)).toContain('03 - Low Water.flac');
  });

  test('is used again when it is complete', async () => {
    const before = statSync(folder);
    await makeSampleLibrary(folder, () => expect.unreachable(), never, 'draft');
    expect(statSync(folder).ino).toBe(before.ino);
  });
});

test('a cancelled library leaves nothing', async () => {
  const abort = new AbortController();
  const making = makeSampleLibrary(join(home, 'cancelled'), () => abort.abort(), abort.signal, 'draft');
  await expect(making).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(home)).toEqual(['library']);
});

test('a folder that cannot be written is named', async () => {
  writeFileSync(join(home, 'file'), '');
  const making = makeSampleLibrary(join(home, 'file', 'library'), () => {}, never, 'draft');
  await expect(making).rejects.toMatchObject({ code: 'folder-unwritable' });
  rmSync(join(home, 'file'));
});

test('the processes end when their parent is killed', async () => {
  const program = `
    import { makeSampleLibrary } from ${JSON.stringify(new URL('./sample-library.ts', import.meta.url).href)};
    await makeSampleLibrary(${JSON.stringify(join(home, 'killed'))}, done => console.log(done), new AbortController().signal, 'draft');`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(parent, 'close');
  const [started] = await Promise.race([once(parent.stdout, 'data'), closed]);
  expect(String(started)).toMatch(/^\d/);
  expect(parent.exitCode).toBe(null);
  parent.kill('SIGKILL');
  // Its children hold the same stderr: it closes when the last of them is gone.
  await closed;
  expect(existsSync(join(home, 'killed'))).toBe(false);
  rmSync(join(home, '.killed.unfinished'), { recursive: true });
});
