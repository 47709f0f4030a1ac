import { AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_FLTP } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { expect, test } from 'vitest';
import { PlainSound, plainRate } from './plain-sound.ts';

const pieceMs = 100;

/** Gives pieces of a tenth of a second at these times, and returns how loud each tenth of a second came out. */
function hear(times: readonly number[], span = { fromMs: 0, toMs: 60_000 }): readonly boolean[] {
  const samples: number[] = [];
  using sound = new PlainSound(span, some => samples.push(...some));
  const frame = new Frame();
  for (const at of times) {
    frame.alloc();
    frame.nbSamples = 4800;
    frame.format = AV_SAMPLE_FMT_FLTP;
    frame.sampleRate = 48_000;
    frame.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
    frame.getBuffer();
    const tone = Float32Array.from({ length: 9600 }, (_, n) => Math.sin(((n % 4800) * Math.PI) / 48));
    frame.fromBuffer(Buffer.from(tone.buffer));
    sound.take(frame, at);
    frame.free();
  }
  sound.finish();
  const length = Math.round((plainRate * pieceMs) / 1000);
  const count = Math.round(samples.length / length);
  return Array.from({ length: count }, (_, n) => {
    const middle = samples.slice(n * length + 300, n * length + 800);
    return Math.max(...middle.map(Math.abs)) > 10_000;
  });
}

const steps = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n * pieceMs);

test('sound that follows stays as it is', () => {
  expect(hear(steps(0, 12))).toEqual(Array(12).fill(true));
});

test('times that are a little wrong do not matter', () => {
  expect(hear([0, 130, 190, 310, 390, 520])).toEqual(Array(6).fill(true));
});

test('what is missing becomes silence', () => {
  const [loud, silent] = [Array(5).fill(true), Array(10).fill(false)];
  expect(hear([...steps(0, 5), ...steps(1500, 5)])).toEqual([...loud, ...silent, ...loud]);
});

test('what comes twice is left out', () => {
  expect(hear([...steps(0, 10), ...steps(300, 7), ...steps(1000, 2)])).toEqual(Array(12).fill(true));
});

test('no time that a file claims makes it longer than was asked for', () => {
  expect(hear([0, 100, 1e12, 1e15], { fromMs: 0, toMs: 3000 })).toHaveLength(30);
  expect(hear([0, -1e12, Number.NaN, 100], { fromMs: 0, toMs: 3000 })).toHaveLength(2);
});
