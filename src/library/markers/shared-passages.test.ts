import { describe, expect, test } from 'vitest';
import { noRealMedia, realMedia } from '../../../test/support/media.ts';
import { play, printOf, printOfFile, type Scene } from '../../../test/support/season.ts';
import { indexPrint, readPrint } from './points.ts';
import { findSharedPassages } from './shared-passages.ts';

const hear = (seconds: number, scenes: readonly Scene[]) => readPrint(printOf(play(scenes), seconds));

/** Within a second. */
const about = (seconds: number) => expect.closeTo(seconds * 1000, -3.3);

describe('what two films share is found', () => {
  const a = hear(80, [
    { seconds: 12.3, seed: 1 },
    { seconds: 20, seed: 2 },
    { seconds: 17, seed: 3 },
    { seconds: 25, seed: 4 },
  ]);

  test('wherever it is, and however loud', () => {
    const b = hear(60, [
      { seconds: 31.37, seed: 5 },
      { seconds: 20, seed: 2, loudness: 0.1 },
    ]);
    expect(findSharedPassages(indexPrint(a), b, 15_000)).toEqual([
      {
        ofA: { startMs: about(12.3), endMs: about(32.3) },
        ofB: { startMs: about(31.37), endMs: about(51.37) },
      },
    ]);
  });

  test('also twice, and in another order', () => {
    const b = hear(70, [
      { seconds: 25, seed: 4 },
      { seconds: 11, seed: 6 },
      { seconds: 20, seed: 2 },
    ]);
    expect(findSharedPassages(indexPrint(a), b, 15_000)).toEqual([
      { ofA: { startMs: about(12.3), endMs: about(32.3) }, ofB: { startMs: about(36), endMs: about(56) } },
      { ofA: { startMs: about(49.3), endMs: about(74.3) }, ofB: { startMs: about(0), endMs: about(25) } },
    ]);
  });

  test('with a few seconds of other sound in its middle', () => {
    const b = hear(60, [
      { seconds: 8, seed: 7 },
      { seconds: 9, seed: 2 },
      { seconds: 2, seed: 8 },
      { seconds: 9, seed: 2, skip: 11 },
    ]);
    expect(findSharedPassages(indexPrint(a), b, 15_000)).toEqual([
      { ofA: { startMs: about(12.3), endMs: about(32.3) }, ofB: { startMs: about(8), endMs: about(28) } },
    ]);
  });

  test('but not where it is too short, nor where there is nothing', () => {
    const b = hear(40, [{ seconds: 10, seed: 2 }]);
    expect(findSharedPassages(indexPrint(a), b, 15_000)).toEqual([]);
    const none = { startMs: 0, points: new Uint32Array() };
    expect(findSharedPassages(indexPrint(none), a, 15_000)).toEqual([]);
    expect(findSharedPassages(indexPrint(a), none, 15_000)).toEqual([]);
  });
});

describe.skipIf(noRealMedia)(`of real music${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  const print = async (name: string) => readPrint(await printOfFile(realMedia(`audio/${name}`)));

  test('a passage is found in two recordings', async () => {
    const intro = await print('big-buck-bunny-intro-25s.mp3');
    const clip = await print('big-buck-bunny-clip-60s.mp3');
    const [shared, ...others] = findSharedPassages(indexPrint(intro), clip, 15_000);
    expect(others).toEqual([]);
    expect(shared?.ofA.endMs).toBeGreaterThan(23_000);
    expect((shared?.ofB.startMs ?? 0) - (shared?.ofA.startMs ?? 0)).toBeCloseTo(5076, -2);
  });

  test('nothing is found in those that have nothing in common', async () => {
    const names = [
      'big-buck-bunny-clip-60s.mp3',
      'adts-97s.aac',
      'eac3-5.1-72s.mp4',
      'opus-60s.webm',
      'vbr.mp3',
    ];
    const prints = await Promise.all(names.map(print));
    for (const [n, a] of prints.entries()) {
      for (const b of prints.slice(n + 1)) expect(findSharedPassages(indexPrint(a), b, 5000)).toEqual([]);
    }
  });
});
