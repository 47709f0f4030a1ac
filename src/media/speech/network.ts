import type { DenseMemory, Layer, Rows } from './dense.ts';

/** Samples that are judged, and those before them that the network looks at as well. */
export const frameLength = 512;
export const contextLength = 64;
const knownLength = contextLength + frameLength;
/** Samples behind them: those before the last one, backwards. */
const mirroredLength = 64;

/** Samples of a window, and from one to the next; and the frequencies that a window is taken apart into. */
const windowLength = 256;
const hopLength = 128;
const frequencies = windowLength / 2 + 1;

/** Numbers that are remembered from frame to frame, twice; and what of them comes, goes and is told. */
const memoryLength = 128;
const gatesLength = 4 * memoryLength;

/** Frames that are calculated together: more are hardly faster. */
const framesAtOnce = 64;

/** What is remembered of sounds that are judged beside each other: `memoryLength` numbers of each, twice. */
interface SpeechMemory {
  readonly hidden: Float32Array;
  readonly cell: Float32Array;
}

/** Of so many sounds that have not begun. */
export function emptyMemory(sounds: number): SpeechMemory {
  return { hidden: new Float32Array(sounds * memoryLength), cell: new Float32Array(sounds * memoryLength) };
}

/** Frames of each of so many sounds that can be judged together. */
export function framesTogether(sounds: number): number {
  return Math.floor(framesAtOnce / sounds);
}

/**
 * The network of Silero VAD 5 for 16 kHz (Silero Team 2024, MIT): the spectrum of four windows, four convolutions over
 * it, and a long short-term memory of what they find.
 */
export class SpeechNetwork {
  /** Numbers that there must be room for in the memory. */
  static readonly size = 600_000;

  readonly #input: Rows;
  readonly #transform: Layer;
  readonly #magnitudes: Rows;
  readonly #encoder: readonly Layer[];
  readonly #found: Rows;
  /** What was found in a frame, and behind it what was remembered before. */
  readonly #joined: Rows;
  readonly #gates: Layer;
  readonly #output: Float32Array;
  readonly #outputBias: number;

  /** @param learned gives what the network has learned, by its names in PyTorch */
  constructor(dense: DenseMemory, learned: (name: string) => Float32Array) {
    const rows = (steps: number, channels: number) => dense.allocate(framesAtOnce, steps, channels);
    this.#input = rows(knownLength + mirroredLength, 1);
    this.#transform = dense.place(this.#input, {
      weights: learned('stft.forward_basis_buffer'),
      width: windowLength,
      stride: hopLength,
    });
    this.#magnitudes = rows(this.#transform.result.steps, frequencies);

    this.#found = this.#magnitudes;
    const encoder: Layer[] = [];
    for (const [n, stride] of [1, 2, 2, 1].entries()) {
      const weights = learned(`encoder.${n}.reparam_conv.weight`);
      const bias = learned(`encoder.${n}.reparam_conv.bias`);
      const layer = dense.place(this.#found, {
        weights,
        bias,
        width: 3,
        stride,
        padding: 1,
        rectified: true,
      });
      encoder.push(layer);
      this.#found = layer.result;
    }
    this.#encoder = encoder;

    this.#joined = rows(1, 2 * memoryLength);
    const bias = learned('decoder.rnn.bias_ih').slice();
    for (const [n, more] of learned('decoder.rnn.bias_hh').entries()) bias[n] = (bias[n] ?? 0) + more;
    const weights = join(learned('decoder.rnn.weight_ih'), learned('decoder.rnn.weight_hh'));
    this.#gates = dense.place(this.#joined, { weights, bias });
    this.#output = learned('decoder.decoder.2.weight');
    this.#outputBias = learned('decoder.decoder.2.bias')[0] ?? 0;
  }

  /**
   * Judges the next frames of several sounds, at most `framesTogether` of each.
   *
   * @param read writes a frame of a sound, between −1 and 1, behind the samples before it
   * @returns probabilities of speech: of the first frame of each sound, of the second…
   */
  judge(
    memory: SpeechMemory,
    sounds: number,
    frames: number,
    read: (into: Float32Array, sound: number, frame: number) => void,
  ): Float32Array {
    const rows = sounds * frames;
    for (let row = 0; row < rows; row++)
      this.#read(row, into => read(into, row % sounds, Math.floor(row / sounds)));
    this.#transform.calculate(rows);
    this.#measure(rows);
    for (const layer of this.#encoder) layer.calculate(rows);
    const judged = new Float32Array(rows);
    for (let row = 0; row < rows; row += sounds)
      this.#remember(memory, row, judged.subarray(row, row + sounds));
    return judged;
  }

  #read(row: number, read: (into: Float32Array) => void): void {
    const { values, steps } = this.#input;
    const input = values.subarray(row * steps, (row + 1) * steps);
    read(input.subarray(0, knownLength));
    for (let n = 0; n < mirroredLength; n++) input[knownLength + n] = input[knownLength - 2 - n] as number;
  }

  /** How loud each frequency is in each window: its cosine and its sine are apart in the spectrum. */
  #measure(rows: number): void {
    const { values: spectrum, steps, channels } = this.#transform.result;
    const { values: magnitudes } = this.#magnitudes;
    for (let window = 0; window < rows * steps; window++) {
      const from = window * channels;
      const to = window * frequencies;
      for (let n = 0; n < frequencies; n++) {
        const cosine = spectrum[from + n] as number;
        const sine = spectrum[from + frequencies + n] as number;
        magnitudes[to + n] = Math.sqrt(cosine * cosine + sine * sine);
      }
    }
  }

  /** Long short-term memory (Hochreiter and Schmidhuber 1997), as PyTorch's `LSTMCell` has it, a row for each sound. */
  #remember({ hidden, cell }: SpeechMemory, row: number, judged: Float32Array): void {
    const sounds = judged.length;
    const { values: joined, channels } = this.#joined;
    for (let sound = 0; sound < sounds; sound++) {
      const found = (row + sound) * memoryLength;
      const remembered = sound * memoryLength;
      joined.set(this.#found.values.subarray(found, found + memoryLength), sound * channels);
      joined.set(hidden.subarray(remembered, remembered + memoryLength), sound * channels + memoryLength);
    }
    this.#gates.calculate(sounds);
    const gates = this.#gates.result.values;
    for (let sound = 0; sound < sounds; sound++) {
      let sum = this.#outputBias;
      for (let n = 0; n < memoryLength; n++) {
        const at = sound * memoryLength + n;
        const gate = sound * gatesLength + n;
        const comes = sigmoid(gates[gate] as number);
        const stays = sigmoid(gates[gate + memoryLength] as number);
        const news = Math.tanh(gates[gate + 2 * memoryLength] as number);
        const told = sigmoid(gates[gate + 3 * memoryLength] as number);
        const known = stays * (cell[at] as number) + comes * news;
        const heard = told * Math.tanh(known);
        cell[at] = known;
        hidden[at] = heard;
        sum += Math.max(0, heard) * (this.#output[n] as number);
      }
      judged[sound] = sigmoid(sum);
    }
  }
}

/** Weights for what was found and for what was remembered, as those of one layer. */
function join(found: Float32Array, remembered: Float32Array): Float32Array {
  const joined = new Float32Array(found.length + remembered.length);
  for (let n = 0; n < found.length; n += memoryLength) {
    joined.set(found.subarray(n, n + memoryLength), 2 * n);
    joined.set(remembered.subarray(n, n + memoryLength), 2 * n + memoryLength);
  }
  return joined;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
