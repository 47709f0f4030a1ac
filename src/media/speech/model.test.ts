import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { SpeechModel } from './model.ts';
import { frameLength } from './network.ts';

const model = await SpeechModel.load();

function judge(pieces: readonly Int16Array[]): readonly Float32Array[] {
  const judging = model.judge(pieces);
  for (;;) {
    const { done, value } = judging.next();
    if (done) return value;
  }
}

/** Something like a voice, which comes and goes: a tone, what rings with it, and noise that is the same each time. */
function hum(frames: number, pitch: number): Int16Array {
  let noise = 1;
  return Int16Array.from({ length: frames * frameLength }, (_, n) => {
    noise = (noise * 16_807) % 2_147_483_647;
    const tone = Math.sin(n * pitch) + Math.sin(2.01 * n * pitch) / 2 + Math.sin(5.3 * n * pitch) / 4;
    return 9_000 * tone * Math.abs(Math.sin(n / 1_700)) + noise / 10_000_000;
  });
}

test('what it judges is what ONNX Runtime judges with the same weights', async () => {
  const pieces = [hum(40, 0.05), hum(70, 0.08), hum(55, 0.11), hum(3, 0.3), hum(90, 0.02)];
  const found = judge(pieces);
  const expected = await Promise.all(pieces.map(askRuntime));
  expect(new Set(expected.flatMap(piece => piece.map(it => Math.round(it * 10)))).size).toBeGreaterThan(5);
  for (const [n, piece] of expected.entries()) {
    expect(found[n]).toHaveLength(piece.length);
    for (const [frame, probability] of piece.entries()) expect(found[n]?.[frame]).toBeCloseTo(probability, 4);
  }
});

test('pieces that are judged together are judged as if each were alone', () => {
  const pieces = [hum(5, 0.05), hum(12, 0.11), new Int16Array(0), hum(9, 0.3)];
  for (let n = 0; n < 30; n++) pieces.push(hum(n, 0.03 + n / 100));
  const together = judge(pieces);
  for (const [n, piece] of pieces.entries()) expect(judge([piece])).toEqual([together[n]]);
});

test('nothing to judge is judged', () => {
  expect(judge([])).toEqual([]);
});

/** The same by another program, frame by frame: 64 samples of before, and 512. */
async function askRuntime(piece: Int16Array): Promise<readonly number[]> {
  const { InferenceSession, Tensor } = await runtime();
  const session = await InferenceSession.create(await readFile(weights), { executionProviders: ['wasm'] });
  const found: number[] = [];
  let state = new Tensor('float32', new Float32Array(256), [2, 1, 128]);
  for (let from = -64; from + 64 < piece.length; from += frameLength) {
    const samples = Float32Array.from({ length: 576 }, (_, n) => (piece[from + n] ?? 0) / 32_768);
    const input = new Tensor('float32', samples, [1, 576]);
    const sr = new Tensor('int64', BigInt64Array.of(16_000n), []);
    const answer = await session.run({ input, state, sr });
    found.push(answer['output']?.data[0] as number);
    state = answer['stateN'] as typeof state;
  }
  await session.release();
  return found;
}

const require = createRequire(import.meta.url);
const weights = require.resolve('@ricky0123/vad-web/dist/silero_vad_v5.onnx');

async function runtime(): Promise<typeof import('onnxruntime-web/wasm')> {
  const runtime = await import('onnxruntime-web/wasm');
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmBinary ??= await readFile(
    require.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  );
  return runtime;
}
