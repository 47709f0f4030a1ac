import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { missingTool } from '../../../test/support/missing-tool.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { encodeHdrFilm } from '../../../test/support/unusual-films.ts';
import type { DeepFacts } from '../../domain/deep-facts.ts';
import { runPass } from '../pass.ts';
import { type FilmOptions, makeFilm } from '../sample/film.ts';
import { fillPicture } from '../sample/picture.ts';
import { sampleRate } from '../sample/sound.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function analyse(path: string): Promise<DeepFacts> {
  const { deep } = await runPass(orderFor(path, { deep: {} }), () => {});
  if (!deep?.ok) throw new Error(deep?.error);
  return deep.value;
}

function film(name: string, options: Partial<FilmOptions> = {}): string {
  const path = join(folder.path, name);
  makeFilm({ path, seconds: 12, width: 64, height: 48, fps: 10, gop: 20, ...options });
  return path;
}

describe('what the packets tell', () => {
  test.each(['mp4', 'mkv', 'ts'])('of a film with sound (%s)', async extension => {
    const found = await analyse(film(`film.${extension}`));
    expect(found.durationMs).toBeGreaterThan(11_800);
    expect(found.durationMs).toBeLessThan(12_300);
    expect(found.streams).toHaveLength(2);
    expect(found.streams[0]).toMatchObject({ packets: 120 });
    expect(found.video).toMatchObject({
      pictures: 120,
      frameRate: 10,
      frameRateMode: 'constant',
      scan: 'progressive',
      gopMs: { shortest: 2000, longest: expect.closeTo(2000, -3) },
    });
    // A broadcast has no time before 0, and puts the picture as much later as sound needs to begin.
    const late = extension === 'ts' ? 21 : 0;
    expect(found.video?.keyframesMs).toEqual([0, 2000, 4000, 6000, 8000, 10_000].map(ms => ms + late));
    // Every byte is counted once, in its stream and in its second.
    const bytes = found.streams.reduce((sum, stream) => sum + stream.bytes, 0);
    const bits = found.bitsPerSecond.reduce((sum, second) => sum + second, 0);
    expect(bits).toBe(bytes * 8);
    const needed = found.requiredBandwidths.map(({ bitsPerSecond }) => bitsPerSecond);
    expect(needed).toEqual(needed.toSorted((a, b) => b - a));
    expect(needed[0]).toBeLessThanOrEqual(found.peakBitrate);
  });

  test('music has streams, and no picture', async () => {
    const found = await analyse(film('song.flac', { picture: false }));
    expect(found.streams).toHaveLength(1);
    expect(found.video).toBeUndefined();
  });

  const names = ['h264-aac-61s.ts', 'credits-330s.mp4', 'hevc-aac.mp4', 'vp8-vorbis-45s.webm'];
  const why = noRealMedia ?? missingTool('ffprobe');
  test.skipIf(why).each(names)(`is what ffprobe counts: %s${why ? ` (skipped: ${why})` : ''}`, async name => {
    const path = realMedia(`video/${name}`);
    const found = await analyse(path);
    const rows = execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'packet=stream_index,size,flags', '-of', 'csv=p=0', path],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    ).trim();
    const packets = rows
      .split('\n')
      .filter(row => row !== '')
      .map(row => row.split(','));
    for (const { stream, packets: count, bytes } of found.streams) {
      const own = packets.filter(([index]) => Number(index) === stream);
      expect(count).toBe(own.length);
      // FFmpeg 5 and 8 cut sound in broadcasts differently; pictures they do not.
      if (stream === found.video?.stream)
        expect(bytes).toBe(own.reduce((sum, [, size]) => sum + Number(size), 0));
    }
    const keyframes = packets.filter(
      ([index, , flags]) => Number(index) === found.video?.stream && flags?.includes('K'),
    );
    expect(found.video?.keyframesMs).toHaveLength(keyframes.length);
  });
});

describe('what the pictures tell', () => {
  test('bars above and below', async () => {
    const found = await analyse(
      film('barred.mkv', {
        width: 160,
        height: 120,
        picture: (picture, ms) => {
          fillPicture(picture, 16);
          picture.luma.fill(60 + ((ms / 60) % 150), 160 * 16, 160 * 104);
        },
      }),
    );
    expect(found.video?.crop).toMatchObject({ x: 0, width: 160 });
    expect(found.video?.crop?.y).toBeGreaterThanOrEqual(14);
    expect(found.video?.crop?.y).toBeLessThanOrEqual(18);
    expect(found.video?.crop?.height).toBeGreaterThanOrEqual(84);
    expect(found.video?.crop?.height).toBeLessThanOrEqual(92);
  });

  test('a picture that is used throughout has none, and neither has a black one', async () => {
    expect((await analyse(film('full.mkv'))).video?.crop).toBeUndefined();
    const black = film('black.mkv', { picture: picture => fillPicture(picture, 16) });
    expect((await analyse(black)).video?.crop).toBeUndefined();
  });

  test('HDR10', async () => {
    const path = join(folder.path, 'hdr.mkv');
    encodeHdrFilm({ path, seconds: 4, levelAt: () => 500 });
    expect((await analyse(path)).video?.hdr).toEqual({ base: 'hdr10' });
  });

  test.skipIf(noRealMedia)(`HLG${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, async () => {
    expect((await analyse(realMedia('video/h264-aac.ts'))).video?.hdr).toEqual({ base: 'hlg' });
  });
});

describe('what the sound tells', () => {
  type Sound = Exclude<FilmOptions['sound'], boolean | undefined>;
  /** A tone that is silent from the third second to before the seventh, as loud in each channel as is said. */
  const tone =
    (inLeft: number, inRight: number): Sound =>
    (left, right, firstSample) => {
      for (let n = 0; n < left.length; n++) {
        const second = (firstSample + n) / sampleRate;
        const isSilent = second >= 3 && second < 7;
        const sample = isSilent ? 0 : Math.sin(2 * Math.PI * 440 * second);
        left[n] = sample * inLeft;
        right[n] = sample * inRight;
      }
    };

  test('is how loud each channel is, and where all are silent', async () => {
    const [found, ...others] = (
      await analyse(film('levels.flac', { picture: false, sound: tone(0.5, 0.25) }))
    ).sound;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ layout: 'stereo', isMono: false });
    expect(found?.channels.map(({ peak }) => peak)).toEqual([
      expect.closeTo(-6.02, 1),
      expect.closeTo(-12.04, 1),
    ]);
    // A sine is 3 dB below its peak, and a third of it is silent.
    expect(found?.channels[0]?.rms).toBeCloseTo(-6.02 - 3.01 - 1.76, 1);
    expect(found?.silences).toHaveLength(1);
    expect(Math.abs((found?.silences[0]?.startMs ?? 0) - 3000)).toBeLessThanOrEqual(20);
    expect(Math.abs((found?.silences[0]?.endMs ?? 0) - 7000)).toBeLessThanOrEqual(20);
  });

  test('is mono where two channels carry the same, and silent where a channel is', async () => {
    const [same] = (await analyse(film('mono.flac', { picture: false, sound: tone(0.5, 0.5) }))).sound;
    expect(same?.isMono).toBe(true);
    const [half] = (await analyse(film('half.flac', { picture: false, sound: tone(0.5, 0) }))).sound;
    expect(half?.isMono).toBe(false);
    expect(half?.channels[1]).toEqual({});
  });

  test.skipIf(noRealMedia)(
    `has six channels in 5.1${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`,
    async () => {
      const [found] = (await analyse(realMedia('audio/ac3-5.1.ts'))).sound;
      expect(found?.layout).toBe('5.1(side)');
      expect(found?.channels).toHaveLength(6);
    },
  );
});
