import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { missingTool } from '../../../test/support/missing-tool.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { LoudnessFacts } from '../../domain/loudness.ts';
import { sumUp } from '../../library/loudness/album.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';
import { sampleRate } from '../sample/sound.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function measure(path: string, truePeak = false): Promise<LoudnessFacts> {
  const { loudness } = await runPass(orderFor(path, { loudness: { truePeak } }), () => {});
  if (!loudness?.ok) throw new Error(loudness?.error);
  return loudness.value;
}

/** What FFmpeg's program says of one stream. */
function ask(path: string, stream: number): { integrated: number; range: number; peak: number } {
  const filter = 'ebur128=peak=sample:dualmono=true:framelog=verbose';
  const said = execFileSync(
    'sh',
    [
      '-c',
      'exec ffmpeg -hide_banner -nostats -i "$1" -map "0:$2" -af "$3" -f null - 2>&1',
      'sh',
      path,
      `${stream}`,
      filter,
    ],
    { encoding: 'utf8' },
  );
  const number = (pattern: RegExp) => Number(pattern.exec(said.slice(said.lastIndexOf('Summary:')))?.[1]);
  return {
    integrated: number(/I:\s+(-?[\d.]+) LUFS/),
    range: number(/LRA:\s+(-?[\d.]+) LU/),
    peak: number(/Peak:\s+(-?[\d.]+) dBFS/),
  };
}

describe('it is what FFmpeg measures, within 0.1 LU', () => {
  const why = noRealMedia ?? missingTool('ffmpeg');
  test
    .skipIf(why)
    .each([
      'audio/ac3-5.1.ts',
      'audio/big-buck-bunny-clip-60s.mp3',
      'audio/eac3-5.1-72s.mp4',
      'audio/opus-60s.webm',
      'audio/vbr.mp3',
      'audio/with-picture.flac',
      'video/h264-aac-61s.ts',
      'video/two-audio-tracks.mp4',
      'video/vp8-vorbis-45s.webm',
    ])(`%s${why ? ` (skipped: ${why})` : ''}`, async name => {
    const { tracks } = await measure(realMedia(name));
    expect(tracks.length).toBeGreaterThan(0);
    for (const { stream, integrated, range, samplePeak } of tracks) {
      const asked = ask(realMedia(name), stream);
      expect(Math.abs(integrated - asked.integrated)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(range - asked.range)).toBeLessThanOrEqual(0.1);
      expect(Math.abs((samplePeak ?? Number.NaN) - asked.peak)).toBeLessThanOrEqual(0.1);
    }
  });
});

/** A sine of 997 Hz, as loud as `levelAt` says: at 0 dBFS in both channels it has −0.0 LUFS (EBU Tech 3341). */
function makeTone(name: string, levelAt: (second: number) => number, seconds = 10): string {
  const path = join(folder.path, name);
  makeFilm({
    path,
    seconds,
    picture: false,
    sound: (left, right, firstSample) => {
      for (let n = 0; n < left.length; n++) {
        const second = (firstSample + n) / sampleRate;
        left[n] = right[n] = Math.sin(2 * Math.PI * 997 * second) * 10 ** (levelAt(second) / 20);
      }
    },
  });
  return path;
}

test.each([-23, -33])('a tone of %i dBFS has that loudness, no range, and that peak', async level => {
  const [track] = (await measure(makeTone('tone.flac', () => level))).tracks;
  expect(track?.integrated).toBeCloseTo(level, 0);
  expect(Math.abs((track?.integrated ?? 0) - level)).toBeLessThanOrEqual(0.1);
  expect(track?.range).toBeLessThanOrEqual(0.1);
  expect(Math.abs((track?.samplePeak ?? 0) - level)).toBeLessThanOrEqual(0.1);
  expect(track?.truePeak).toBeUndefined();
  expect(track?.heardMs).toBe(10_000);
  expect(track?.curve).toHaveLength(10);
});

describe('the signals of the EBU are measured as it says', () => {
  const levels =
    (...parts: readonly (readonly [seconds: number, level: number])[]) =>
    (second: number) => {
      let end = 0;
      for (const [seconds, level] of parts) {
        end += seconds;
        if (second < end) return level;
      }
      return Number.NEGATIVE_INFINITY;
    };

  test('Tech 3341, case 3: what is quieter than the gate does not count', async () => {
    const path = makeTone('3341-3.flac', levels([10, -36], [60, -23], [10, -36]), 80);
    const [track] = (await measure(path)).tracks;
    expect(Math.abs((track?.integrated ?? 0) + 23)).toBeLessThanOrEqual(0.1);
  });

  test.each([
    [1, levels([20, -20], [20, -30]), 40, 10],
    [2, levels([20, -20], [20, -15]), 40, 5],
    [3, levels([20, -40], [20, -20]), 40, 20],
    [4, levels([20, -50], [20, -35], [20, -20], [20, -35], [20, -50]), 100, 15],
  ])('Tech 3342, case %i: the range', async (number, level, seconds, range) => {
    const [track] = (await measure(makeTone(`3342-${number}.flac`, level, seconds))).tracks;
    expect(Math.abs((track?.range ?? 0) - range)).toBeLessThanOrEqual(1);
  });
});

test('a true peak lies above the samples, where it was asked for', async () => {
  const [track] = (
    await measure(
      makeTone('peak.flac', () => -6),
      true,
    )
  ).tracks;
  expect(track?.truePeak).toBeGreaterThanOrEqual(track?.samplePeak ?? 0);
});

test('the blocks of a track sum up to its loudness', async () => {
  const path = makeTone('steps.flac', second => (second % 4 < 2 ? -18 : -26));
  const { tracks } = await measure(path);
  expect(Math.abs((sumUp(tracks)?.integrated ?? 0) - (tracks[0]?.integrated ?? 0))).toBeLessThanOrEqual(0.1);
});

/** Sound as it is, in 16 bits: a tone of 440 Hz in the last of so many channels. */
async function writeManyChannels(name: string, channels: number, seconds = 3): Promise<string> {
  const samples = new Int16Array(seconds * 48_000 * channels);
  for (let n = channels - 1; n < samples.length; n += channels)
    samples[n] = 3000 * Math.sin((2 * Math.PI * 440 * Math.floor(n / channels)) / 48_000);
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(48_000 * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  const path = join(folder.path, name);
  await writeFile(path, Buffer.concat([head, Buffer.from(samples.buffer)]));
  return path;
}

test.each([1, 2, 6, 8, 10, 16])('the last of %i channels is heard like the first', async channels => {
  const { tracks } = await measure(await writeManyChannels(`${channels}.wav`, channels), true);
  expect(tracks[0]?.samplePeak).toBeCloseTo(20 * Math.log10(3000 / 32_768), 1);
  expect(tracks[0]?.integrated).toBeGreaterThan(-26);
});

test('silence is as quiet as loudness goes', async () => {
  const [track] = (await measure(makeTone('silence.flac', () => Number.NEGATIVE_INFINITY))).tracks;
  expect(track).toMatchObject({ integrated: -70, range: 0, blocks: { counts: [] } });
  expect(track?.samplePeak).toBeUndefined();
});

test('a film without sound is one clear error', async () => {
  const path = join(folder.path, 'mute.mkv');
  makeFilm({ path, seconds: 1, width: 64, height: 48, sound: false });
  await expect(measure(path)).rejects.toThrow('it has no sound');
});
