import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { missingTool } from '../../../test/support/missing-tool.ts';
import { play } from '../../../test/support/season.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { SoundPrint } from '../../domain/analysis.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';

/** The program that such fingerprints can be compared with. */
const program = 'ffmpeg';
const why = noRealMedia ?? missingTool(program) ?? (hasMuxer() ? undefined : 'its ffmpeg has no chromaprint');

function hasMuxer(): boolean {
  return spawnSync(program, ['-hide_banner', '-muxers'], { encoding: 'utf8' }).stdout.includes('chromaprint');
}

const settings = { headMs: 600_000, tailMs: 450_000 };

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function take(path: string, order = settings): Promise<readonly SoundPrint[]> {
  const { fingerprint } = await runPass(orderFor(path, { fingerprint: order }), () => {});
  if (!fingerprint?.ok) throw new Error(fingerprint?.error);
  return fingerprint.value.stretches;
}

function pointsOf(stretch: SoundPrint | undefined): Uint32Array {
  const bytes = Uint8Array.from(Buffer.from(stretch?.points ?? '', 'base64'));
  return new Uint32Array(bytes.buffer);
}

/** Mean of the bits in which points differ. */
function differenceOf(one: Uint32Array, other: Uint32Array): number {
  const bits = Array.from(one, (point, n) =>
    ((point ^ (other[n] ?? 0)) >>> 0).toString(2).replaceAll('0', ''),
  );
  return bits.join('').length / one.length;
}

describe('stretches', () => {
  test('are the first quarter and the end, as long as they may be', async () => {
    const path = join(folder.path, 'quarter.m4a');
    makeFilm({ path, seconds: 80, picture: false, sound: play([{ seconds: 80, seed: 1 }]) });
    const [head, tail, ...others] = await take(path, { headMs: 60_000, tailMs: 12_000 });
    expect(others).toEqual([]);
    expect(head?.startMs).toBeLessThan(60);
    expect(tail?.startMs).toBeGreaterThanOrEqual(68_000);
    expect(tail?.startMs).toBeLessThan(68_060);
    // A point each 123.8 ms; the last ones need two seconds and a half behind them.
    expect(pointsOf(head).length).toBeGreaterThan(135);
    expect(pointsOf(head).length).toBeLessThan(155);
    expect(pointsOf(tail).length).toBeGreaterThan(70);
    expect(pointsOf(tail).length).toBeLessThan(90);
  });

  test('read apart are the same as when everything is read', async () => {
    const path = join(folder.path, 'apart.mka');
    makeFilm({ path, seconds: 100, picture: false, sound: play([{ seconds: 100, seed: 2 }]) });
    const apart = await take(path, { headMs: 60_000, tailMs: 15_000 });
    const together = await runPass(
      orderFor(path, { fingerprint: { headMs: 60_000, tailMs: 15_000 }, loudness: { truePeak: false } }),
      () => {},
    );
    const whole = together.fingerprint?.ok ? together.fingerprint.value.stretches : [];
    expect(whole).toHaveLength(2);
    for (const [n, stretch] of apart.entries())
      expect(differenceOf(pointsOf(stretch), pointsOf(whole[n]))).toBeLessThan(1);
  });

  test('without sound are an error that says so', async () => {
    const path = join(folder.path, 'mute.mp4');
    makeFilm({ path, seconds: 2, sound: false, width: 64, height: 48 });
    await expect(take(path)).rejects.toThrow('it has no sound');
  });

  test('too short for a point have none', async () => {
    const path = join(folder.path, 'short.mp4');
    makeFilm({ path, seconds: 1, width: 64, height: 48 });
    expect((await take(path)).map(stretch => stretch.points)).toEqual(['', '']);
  });
});

describe('silences', () => {
  test('are found where they are', async () => {
    const path = join(folder.path, 'silence.mka');
    const scenes = [
      { seconds: 8, seed: 3 },
      { seconds: 1.5, seed: undefined },
      { seconds: 3, seed: 4 },
      { seconds: 0.2, seed: undefined },
      { seconds: 47.3, seed: 5 },
    ];
    makeFilm({ path, seconds: 60, picture: false, sound: play(scenes) });
    const all = (await take(path)).flatMap(({ silences }) => silences);
    expect(all).toHaveLength(1);
    const [[from, to] = [0, 0]] = all;
    expect(Math.abs(from - 8000)).toBeLessThan(40);
    expect(Math.abs(to - 9500)).toBeLessThan(40);
  });
});

describe('points', () => {
  test.skipIf(why)(`are those of FFmpeg's program${why ? ` (skipped: ${why})` : ''}`, async () => {
    const path = realMedia('audio/big-buck-bunny-clip-60s.mp3');
    const { stdout } = spawnSync(
      program,
      [
        '-v',
        'error',
        '-i',
        path,
        '-t',
        '15',
        '-ac',
        '1',
        '-ar',
        '11025',
        '-f',
        'chromaprint',
        '-fp_format',
        'raw',
        '-',
      ],
      { maxBuffer: 1e7 },
    );
    const expected = new Uint32Array(Uint8Array.from(stdout).buffer);
    const [head] = await take(path);
    const points = pointsOf(head);
    expect(Math.abs(points.length - expected.length)).toBeLessThanOrEqual(1);
    expect(differenceOf(points.subarray(0, 95), expected)).toBeLessThan(2);
  });
});
