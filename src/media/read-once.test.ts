import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../test/support/media.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { PassOrder, PassOutcome } from '../domain/pass.ts';
import { runPass } from './pass.ts';
import { Demuxer } from './reading/demuxer.ts';
import { makeFilm } from './sample/film.ts';
import { SourceFile } from './source-file.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

let outputs = 0;

function everything(): PassOrder['analyzers'] {
  return {
    loudness: { truePeak: false },
    indexFile: {
      intervalMs: 1000,
      width: 64,
      quality: 4,
      keyframesOnly: true,
      output: join(folder.path, `${outputs++}.bif`),
    },
  };
}

/** What a pass yields: its outcomes, and the bytes of the index file. */
async function run(path: string, analyzers: PassOrder['analyzers']) {
  const outcome = await runPass(orderFor(path, analyzers), () => {});
  const made = outcome.indexFile?.ok && analyzers.indexFile && readFileSync(analyzers.indexFile.output);
  return { outcome, made };
}

async function compare(path: string): Promise<PassOutcome> {
  const together = await run(path, everything());
  const { loudness, indexFile } = everything();
  const alone = [
    await run(path, { ...(loudness && { loudness }) }),
    await run(path, { ...(indexFile && { indexFile }) }),
  ];
  expect(together.outcome).toEqual(Object.assign({}, ...alone.map(({ outcome }) => outcome)));
  expect(together.made).toEqual(alone[1]?.made);
  return together.outcome;
}

describe('one reading for all yields what a reading for each does', () => {
  test.each(['mp4', 'mkv', 'ts', 'webm'])('%s', async extension => {
    const path = join(folder.path, `film.${extension}`);
    makeFilm({ path, seconds: 12, width: 64, height: 48, fps: 10, gop: 7 });
    const outcome = await compare(path);
    expect(Object.values(outcome).map(({ ok }) => ok)).toEqual([true, true]);
  });

  const names = [
    'video/h264-aac-61s.ts',
    'video/hevc-aac.mp4',
    'video/vp8-vorbis-45s.webm',
    'video/credits-330s.mp4',
    'audio/vbr.mp3',
    'audio/with-picture.flac',
    'damaged/faulty.webm',
    'damaged/malformed-join.mp3',
  ];
  test.skipIf(noRealMedia).each(names)(`%s${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, async name => {
    await compare(realMedia(name));
  });
});

test('an analyzer that cannot begin to look keeps nobody else from it', async () => {
  const path = join(folder.path, 'long.mp4');
  makeFilm({ path, seconds: 4, width: 64, height: 48, fps: 10, gop: 5 });
  const wanted = everything();
  const tooMany = {
    ...wanted,
    ...(wanted.indexFile && { indexFile: { ...wanted.indexFile, intervalMs: 0.05 } }),
  };
  const { outcome } = await run(path, { ...tooMany, deep: {} });
  expect(outcome.indexFile).toMatchObject({ error: expect.stringContaining('too many') });
  expect(outcome.deep).toMatchObject({ ok: true, value: { video: { scan: 'progressive' } } });
  expect(outcome.loudness?.ok).toBe(true);
});

test.skipIf(process.platform === 'win32')('the file is opened once: nothing goes by its path again', () => {
  const path = join(folder.path, 'opened.mkv');
  makeFilm({ path, seconds: 2, width: 64, height: 48, fps: 10, gop: 5 });
  using source = new SourceFile(orderFor(path, {}));
  rmSync(path);
  source.assertUnchanged = () => {};
  using demuxer = new Demuxer(source);
  expect(demuxer.streams).toHaveLength(2);
});
