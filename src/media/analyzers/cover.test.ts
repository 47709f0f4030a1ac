import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { runPass } from '../pass.ts';
import { type FilmOptions, makeFilm } from '../sample/film.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function look(path: string) {
  const { cover } = await runPass(orderFor(path, { cover: {} }), () => {});
  if (!cover?.ok) throw new Error(cover?.error);
  return cover.value.picture;
}

function make(name: string, options: Partial<FilmOptions>): string {
  const path = join(folder.path, name);
  makeFilm({ path, seconds: 1, ...options });
  return path;
}

const jpeg = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer();

describe('a cover', () => {
  test.each(['mp3', 'flac', 'm4a'])('in %s comes out as it went in', async extension => {
    const bytes = await jpeg(40, 30);
    const path = make(`music.${extension}`, { picture: false, cover: { bytes, width: 40, height: 30 } });
    const picture = await look(path);
    expect(picture?.format).toBe('jpeg');
    expect(bytes.equals(picture?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  test('that is none, but claims to be one, is left out', async () => {
    const bytes = Buffer.from('<html>Not found</html>'.repeat(10));
    const path = make('page.m4a', { picture: false, cover: { bytes, width: 40, height: 30 } });
    expect(await look(path)).toBeUndefined();
  });

  test('with more pixels than anybody can show is left out', async () => {
    const bytes = Buffer.from(await jpeg(40, 30));
    // The height and width in the header of the frame (ITU-T T.81, B.2.2).
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes.writeUInt16BE(60_000, frame + 5);
    bytes.writeUInt16BE(60_000, frame + 7);
    const path = make('bomb.m4a', { picture: false, cover: { bytes, width: 40, height: 30 } });
    expect(await look(path)).toBeUndefined();
  });
});

test('a film without a cover has none', async () => {
  expect(await look(make('film.mkv', {}))).toBeUndefined();
});

test('a file that is no media fails', async () => {
  const path = join(folder.path, 'text.mp3');
  await writeFile(path, 'no music');
  await expect(look(path)).rejects.toThrow('cannot be read as media');
});

test.skipIf(noRealMedia)(`real FLAC${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, async () => {
  const picture = await look(realMedia('audio/with-picture.flac'));
  expect(picture && (await sharp(picture.bytes).metadata()).format).toBe(picture?.format);
  expect(picture).toBeDefined();
});
