import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { missingTool } from '../../../test/support/missing-tool.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { SpeechFacts } from '../../domain/speech.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function listen(path: string): Promise<SpeechFacts> {
  const { speech } = await runPass(orderFor(path, { speech: {} }), () => {});
  if (!speech?.ok) throw new Error(speech?.error);
  return speech.value;
}

const nothingToMake = noRealMedia ?? missingTool('ffmpeg');
const skipped = noRealMedia ? ` (skipped: ${noRealMedia})` : '';

describe('speech', () => {
  test.skipIf(noRealMedia)(`is found where somebody speaks${skipped}`, async () => {
    const { stream, spans } = await listen(realMedia('audio/opus-60s.webm'));
    expect(stream).toBe(0);
    const spoken = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    expect(spoken).toBeGreaterThan(44_000);
    expect(spoken).toBeLessThan(51_000);
    for (const [n, [from, to]] of spans.entries()) {
      expect(to - from).toBeGreaterThanOrEqual(250);
      expect(from).toBeGreaterThanOrEqual(spans[n - 1]?.[1] ?? 0);
    }
  });

  test.skipIf(noRealMedia).for(['audio/adts-97s.aac', 'audio/with-picture.flac', 'video/hevc-aac.mp4'])(
    `is not found in the music of %s${skipped}`,
    async name => {
      expect((await listen(realMedia(name))).spans).toEqual([]);
    },
  );

  test.skipIf(nothingToMake)(
    `is the same with pictures beside it, in another thread${nothingToMake ? ` (skipped: ${nothingToMake})` : ''}`,
    async () => {
      const path = join(folder.path, 'film.mkv');
      const sound = ['-i', realMedia('audio/opus-60s.webm')];
      const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=5'];
      const codecs = ['-c:a', 'copy', '-c:v', 'mpeg4', '-shortest'];
      execFileSync('ffmpeg', ['-v', 'error', ...sound, ...picture, ...codecs, path]);
      const output = join(folder.path, 'beside.bif');
      const indexFile = { intervalMs: 10_000, width: 320, quality: 4, keyframesOnly: true, output };
      const both = await runPass(orderFor(path, { speech: {}, indexFile }), () => {});
      expect(both.indexFile).toMatchObject({ ok: true });
      const alone = await listen(path);
      expect(alone.spans.length).toBeGreaterThan(15);
      expect(both.speech).toEqual({ ok: true, value: alone });
    },
  );

  test('is none in a tune, and in silence', async () => {
    for (const sound of [undefined, () => {}]) {
      const path = join(folder.path, 'no-speech.mka');
      makeFilm({ path, seconds: 15, picture: false, ...(sound && { sound }) });
      expect((await listen(path)).spans).toEqual([]);
    }
  });

  test('is none in a tenth of a second', async () => {
    const path = join(folder.path, 'short.flac');
    makeFilm({ path, seconds: 0.1, picture: false });
    expect((await listen(path)).spans).toEqual([]);
  });

  test('of a film that breaks off is found as far as it goes, and of one without sound is an error', async () => {
    const mute = join(folder.path, 'mute.mp4');
    makeFilm({ path: mute, seconds: 1, sound: false, width: 64, height: 48 });
    await expect(listen(mute)).rejects.toThrow('it has no sound');
    if (noRealMedia) return;
    const path = join(folder.path, 'broken.webm');
    copyFileSync(realMedia('audio/opus-60s.webm'), path);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const [first] = (await listen(path)).spans;
    expect(first?.[0]).toBeLessThan(3_500);
  });
});
