import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Node has it; TypeScript declares it only together with all of a browser. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: { dense: Kernel } } }>;
};

/** What the kernel calculates at once. */
const rowsAtOnce = 4;
const outputsAtOnce = 8;

const bytesPerNumber = Float32Array.BYTES_PER_ELEMENT;
const bytesPerWeights = outputsAtOnce * bytesPerNumber;
const bytesPerPage = 65_536;

/** Rows of numbers: in each so many steps, of so many channels each, step by step. */
export interface Rows {
  readonly values: Float32Array;
  readonly count: number;
  readonly steps: number;
  readonly channels: number;
}

/** What a layer has learned, and how it moves over the steps of a row. */
interface Convolution {
  /** For each output, for each channel, for each step that it looks at: as PyTorch keeps them. */
  readonly weights: Float32Array;
  /** For each output; zeros by default. */
  readonly bias?: Float32Array;
  /** Steps that it looks at for one of its results; 1 by default. */
  readonly width?: number;
  /** Steps from one result to the next; 1 by default. */
  readonly stride?: number;
  /** Steps of zeros before the first one, and behind the last one; 0 by default. */
  readonly padding?: number;
  /** Whether results below zero become zero (ReLU). */
  readonly rectified?: boolean;
}

export interface Layer {
  /** A channel for each output, and zeros to fill up the last eight. */
  readonly result: Rows;
  /** Calculates so many rows, and what fills up the last four. */
  calculate(rows: number, first?: number): void;
}

/** See `dense.wat`. */
type Kernel = (
  ...[x, xStride, weights, weightsStride, bias, y, yStride, fours, inputs, eights, least]: readonly number[]
) => void;

/** Where the numbers of a network are, and where its layers are calculated: in WebAssembly, four numbers at a time. */
export class DenseMemory {
  readonly #numbers: ArrayBuffer;
  readonly #kernel: Kernel;
  #used = 0;

  private constructor(numbers: ArrayBuffer, kernel: Kernel) {
    this.#numbers = numbers;
    this.#kernel = kernel;
  }

  /** @param numbers that there is to be room for */
  static async make(numbers: number): Promise<DenseMemory> {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((numbers * bytesPerNumber) / bytesPerPage) });
    const code = await readFile(join(import.meta.dirname, 'dense.wasm'));
    const { instance } = await WebAssembly.instantiate(code, { dense: { memory } });
    return new DenseMemory(memory.buffer, instance.exports.dense);
  }

  /** Rows of zeros. Throws `RangeError` where there is no room. */
  allocate(count: number, steps: number, channels: number): Rows {
    const values = this.#take(roundUp(count, rowsAtOnce) * steps * channels);
    return { values, count, steps, channels };
  }

  /** Adds a layer, and room for its results. */
  place(from: Rows, convolution: Convolution): Layer {
    const { weights, bias, width = 1, stride = 1, padding = 0, rectified = false } = convolution;
    const inputs = width * from.channels;
    const outputs = roundUp(weights.length / inputs, outputsAtOnce);
    const packed = this.#take(inputs * outputs);
    pack(weights, from.channels, width, packed);
    const biases = this.#take(outputs);
    if (bias) biases.set(bias);
    const steps = Math.floor((from.steps + 2 * padding - width) / stride) + 1;
    const result = this.allocate(from.count, steps, outputs);

    const calculate = (rows: number, row = 0) => {
      for (let step = 0; step < steps; step++) {
        const begin = step * stride - padding;
        // Zeros beyond both ends would add nothing.
        const first = Math.max(0, begin);
        const end = Math.min(from.steps, begin + width);
        this.#kernel(
          addressOf(from, row, first),
          strideOf(from),
          packed.byteOffset + (first - begin) * from.channels * bytesPerWeights,
          inputs * bytesPerWeights,
          biases.byteOffset,
          addressOf(result, row, step),
          strideOf(result),
          Math.ceil(rows / rowsAtOnce),
          (end - first) * from.channels,
          outputs / outputsAtOnce,
          rectified ? 0 : Number.NEGATIVE_INFINITY,
        );
      }
    };
    return { result, calculate };
  }

  #take(numbers: number): Float32Array {
    const taken = new Float32Array(this.#numbers, this.#used * bytesPerNumber, numbers);
    this.#used += numbers;
    return taken;
  }
}

/** Writes weights as the kernel reads them: of eight outputs for the first channel of the first step, for the next one… */
function pack(weights: Float32Array, channels: number, width: number, packed: Float32Array): void {
  const inputs = channels * width;
  for (const [n, weight] of weights.entries()) {
    const step = n % width;
    const channel = Math.floor(n / width) % channels;
    const output = Math.floor(n / inputs);
    const eight = Math.floor(output / outputsAtOnce);
    const input = step * channels + channel;
    packed[(eight * inputs + input) * outputsAtOnce + (output % outputsAtOnce)] = weight;
  }
}

function addressOf({ values, steps, channels }: Rows, row: number, step: number): number {
  return values.byteOffset + (row * steps + step) * channels * bytesPerNumber;
}

/** From one row to the next, in bytes. */
function strideOf({ steps, channels }: Rows): number {
  return steps * channels * bytesPerNumber;
}

function roundUp(count: number, to: number): number {
  return Math.ceil(count / to) * to;
}
