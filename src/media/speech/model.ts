import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';

/** Samples a second that the model wants, and of a frame that it judges: 32 ms. */
export const speechRate = 16_000;
export const frameLength = 512;
export const frameMs = (frameLength * 1000) / speechRate;

/** Samples before a frame that the model looks at as well. */
const contextLength = 64;
const inputLength = contextLength + frameLength;
/** Of what it remembers from frame to frame: two layers of so many numbers. */
const memoryLength = 128;
/** Frames from one pause to the next: some 50 ms of work for 16 pieces. */
const stretch = 16;

/**
 * Silero VAD 5 (Silero Team 2024, MIT), which tells for each frame of sound how probable it is that somebody speaks. Run
 * by ONNX Runtime in WebAssembly. Several pieces of sound at once cost a quarter of what they cost one by one.
 */
export class SpeechModel {
  static #loading: Promise<SpeechModel> | undefined;
  readonly #runtime: typeof import('onnxruntime-web/wasm');
  readonly #session: InferenceSession;

  /** One for this process: it takes half a second, and 200 MB, to be ready. */
  static load(): Promise<SpeechModel> {
    SpeechModel.#loading ??= load();
    return SpeechModel.#loading;
  }

  constructor(runtime: typeof import('onnxruntime-web/wasm'), session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  /**
   * Judges pieces of sound, each by itself, from silence on. Pauses now and then, for others to have a turn.
   *
   * @param pieces whole frames of 16-bit samples, one after the other
   * @returns for each piece, for each of its frames, the probability of speech
   */
  async *judge(pieces: readonly Int16Array[]): AsyncGenerator<void, readonly Float32Array[]> {
    const found = pieces.map(piece => new Float32Array(piece.length / frameLength));
    // The longest first: those that have ended are then the last ones.
    const order = [...pieces.keys()].sort((a, b) => (pieces[b]?.length ?? 0) - (pieces[a]?.length ?? 0));
    const frames = found[order[0] ?? 0]?.length ?? 0;
    let memory = new Float32Array(2 * order.length * memoryLength);
    for (let frame = 0; frame < frames; frame++) {
      const before = order.length;
      while ((found[order.at(-1) ?? 0]?.length ?? 0) <= frame) order.pop();
      if (order.length < before) memory = narrow(memory, before, order.length);
      const input = new Float32Array(order.length * inputLength);
      for (const [row, n] of order.entries()) fill(input, row * inputLength, pieces[n], frame);
      const { output, stateN } = await this.#run(input, memory, order.length);
      for (const [row, n] of order.entries())
        (found[n] as Float32Array)[frame] = (output.data as Float32Array)[row] as number;
      memory = stateN.data as Float32Array<ArrayBuffer>;
      if (frame % stretch === stretch - 1) yield;
    }
    return found;
  }

  async #run(input: Float32Array, memory: Float32Array, rows: number) {
    const { Tensor } = this.#runtime;
    const answers = await this.#session.run({
      input: new Tensor('float32', input, [rows, inputLength]),
      state: new Tensor('float32', memory, [2, rows, memoryLength]),
      sr: new Tensor('int64', BigInt64Array.of(BigInt(speechRate)), []),
    });
    return answers as { output: Tensor; stateN: Tensor };
  }
}

async function load(): Promise<SpeechModel> {
  const require = createRequire(import.meta.url);
  const runtime = await import('onnxruntime-web/wasm');
  const { wasm } = runtime.env;
  // Threads of its own would take cores from other passes.
  wasm.numThreads = 1;
  wasm.wasmBinary = await readFile(require.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  const model = await readFile(require.resolve('@ricky0123/vad-web/dist/silero_vad_v5.onnx'));
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    // Memory is asked for anew in each run, and not kept.
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  // It was compiled, and is not needed any more.
  delete wasm.wasmBinary;
  return new SpeechModel(runtime, session);
}

/** Writes a frame and what comes before it. */
function fill(input: Float32Array, to: number, piece: Int16Array | undefined, frame: number): void {
  const from = frame * frameLength - contextLength;
  for (let n = 0; n < inputLength; n++) input[to + n] = (piece?.[from + n] ?? 0) / 32_768;
}

/** What is remembered of the first rows only. */
function narrow(memory: Float32Array, rows: number, left: number): Float32Array<ArrayBuffer> {
  const length = left * memoryLength;
  const narrowed = new Float32Array(2 * length);
  narrowed.set(memory.subarray(0, length));
  narrowed.set(memory.subarray(rows * memoryLength, rows * memoryLength + length), length);
  return narrowed;
}
