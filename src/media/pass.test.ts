import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderFor } from '../../test/support/media.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { runPass } from './pass.ts';
import { makeFilm } from './sample/film.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const small = { intervalMs: 1000, width: 64, quality: 4, keyframesOnly: true };
const ignore = () => {};

function film(name: string): string {
  const path = join(folder.path, name);
  makeFilm({ path, seconds: 2, width: 64, height: 48, fps: 10, gop: 5, sound: false });
  return path;
}

async function photo(name: string): Promise<string> {
  const path = join(folder.path, name);
  const image = sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } });
  writeFileSync(path, await image.jpeg().toBuffer());
  return path;
}

/** Why no facts could be had. */
async function refusalOf(path: string): Promise<string> {
  const { facts } = await runPass(orderFor(path, { facts: {} }), ignore);
  return facts?.ok === false ? facts.error : 'none';
}

describe('any name is a name', () => {
  const names = [
    'img%03d.mkv',
    '-y.mkv',
    'two\nlines.mkv',
    'http:a.mkv',
    'concat:a.mkv|b.mkv',
    'file:a.mkv',
    'a?b#c.mkv',
    'Größe 日本.mkv',
    'a[1].mkv',
    'it\'s "quoted" \\.mkv',
  ];
  test.each(names)('%j', async name => {
    const path = join(folder.path, name);
    copyFileSync(film('plain.mkv'), path);
    const output = join(folder.path, `${names.indexOf(name)}.bif`);
    const outcome = await runPass(orderFor(path, { indexFile: { ...small, output } }), ignore);
    expect(outcome).toMatchObject({ indexFile: { ok: true, value: { pictures: 2 } } });
  });

  test.each(['%d.jpg', 'a.jpg[page=1]', 'b\n.jpg', '-.jpg'])('%j of a photo', async name => {
    const { facts } = await runPass(orderFor(await photo(name), { facts: {} }), ignore);
    expect(facts).toMatchObject({ ok: true, value: { container: 'jpeg', width: 40 } });
  });
});

describe('a hostile file is refused', () => {
  const foreign = 'no format of media libraries';
  const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nplain.mkv\n#EXT-X-ENDLIST\n';
  test.each([
    ['playlist.m3u8', playlist, 'invalid data'],
    ['playlist.avi', playlist, 'invalid data'],
    ['list.mkv', "ffconcat version 1.0\nfile 'plain.mkv'\n", foreign],
    [
      'session.mp4',
      'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n',
      foreign,
    ],
    [
      'manifest.mkv',
      '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
      'invalid data',
    ],
    ['drawing.jpg', '<svg xmlns="http://www.w3.org/2000/svg"><image href="photo.jpg"/></svg>', foreign],
    ['subtitles.mkv', '1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n', foreign],
    ['empty.mkv', '', 'invalid data'],
    ['text.mp3', 'Nothing to be heard here.', 'invalid data'],
  ])('%s', async (name, content, reason) => {
    film('plain.mkv');
    const path = join(folder.path, name);
    writeFileSync(path, content);
    const refusal = await refusalOf(path);
    expect(refusal).toMatch(/^"[^\n]+ cannot be read as media: [^\n]+\.$/);
    expect(refusal).toContain(reason);
  });

  test('a picture of more than 50 million pixels', async () => {
    const path = join(folder.path, 'huge.png');
    const size = Buffer.from('IHDR\0\0\x1f\x40\0\0\x1b\x58\x08\0\0\0\0', 'latin1');
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(size));
    const start = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\x0d', 'latin1');
    const rest = Buffer.from('0000000049444154ffffffff', 'hex');
    const header = Buffer.concat([start, size, checksum, rest]);
    writeFileSync(path, header);
    expect(await refusalOf(path)).toContain('it has more than 50 million pixels');
  });

  test('a folder, and a pipe that nobody writes to', async () => {
    const names = ['folder.mkv', 'pipe.mkv'].map(name => join(folder.path, name));
    mkdirSync(names[0] ?? '');
    execFileSync('mkfifo', [names[1] ?? '']);
    for (const path of names) expect(await refusalOf(path)).toContain('not a file');
  });
});

test('one analyzer may fail while another succeeds', async () => {
  const path = await photo('photo.jpg');
  const output = join(folder.path, 'photo.bif');
  const outcome = await runPass(orderFor(path, { facts: {}, indexFile: { ...small, output } }), ignore);
  expect(outcome).toMatchObject({ facts: { ok: true }, indexFile: { ok: false } });
  expect(existsSync(output)).toBe(false);
});

test('a file that is not the one ordered fails the pass', async () => {
  const order = orderFor(film('changed.mkv'), { facts: {}, indexFile: { ...small, output: '/nowhere' } });
  const pass = runPass({ ...order, size: order.size + 1 }, ignore);
  await expect(pass).rejects.toMatchObject({ code: 'media-changed' });
});

test('a machine without the media engine says so', () => {
  const script = `
    import { runPass } from ${JSON.stringify(new URL('./pass.ts', import.meta.url).href)};
    try {
      await runPass({ path: '/a', size: 0, modifiedAt: 0, analyzers: { facts: {} } }, () => {});
    } catch (error) {
      console.log(error.code, error.message);
    }
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    // It makes node-av look for nothing but what was built on this machine.
    env: { ...process.env, AV_FROM_SOURCE: '1' },
  });
  expect(stdout).toBe(
    `media-engine-missing The media engine for ${process.platform}-${process.arch} is not installed.\n`,
  );
});
