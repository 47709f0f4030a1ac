import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orderFor } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { breather } from '../breathe.ts';
import { OpenFile } from '../open-file.ts';
import { makeFilm } from '../sample/film.ts';
import { SourceFile } from '../source-file.ts';
import { CloseUp } from './close-up.ts';

test('a stretch is shown wherever it is, but not where all of a film were to be decoded for it', async () => {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'film.mkv');
  makeFilm({ path, seconds: 60, width: 64, height: 48, fps: 5, gop: 1000, sound: false });
  using source = new SourceFile(orderFor(path, {}));
  using file = new OpenFile(source, breather(new AbortController().signal));
  const video = file.demuxer.findVideo();
  if (!video) throw new Error('It has no picture.');
  using film = new CloseUp(file, video);
  const show = async (fromMs: number) => {
    const shown = await Array.fromAsync(film.show(fromMs, fromMs + 900, 300));
    return shown.map(({ atMs, moment }) => [atMs, moment.atMs]);
  };
  // Each picture is shown for 200 ms.
  const near = [
    [20_000, 20_000],
    [20_300, 20_200],
    [20_600, 20_600],
  ];
  expect(await show(20_000)).toEqual(near);
  expect(await show(50_000)).toEqual([]);
  expect(await show(20_000)).toEqual(near);
});
