import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DenseMemory } from './dense.ts';
import { contextLength, emptyMemory, frameLength, framesTogether, SpeechNetwork } from './network.ts';
import { readTensors } from './onnx-tensors.ts';

/** Samples a second that the model wants, and how long a frame is that it judges. */
export const speechRate = 16_000;
export const frameMs = (frameLength * 1000) / speechRate;

/** What is for 16 kHz in the file: the other branch is for 8 kHz. */
const branch = 'If_0_then_branch__Inline_0__';

/** Tells for each frame of sound how probable it is that somebody speaks. */
export class SpeechModel {
  static #loading: Promise<SpeechModel> | undefined;
  readonly #network: SpeechNetwork;

  private constructor(network: SpeechNetwork) {
    this.#network = network;
  }

  /** One for this thread. Its weights come with `@ricky0123/vad-web`; nothing is fetched. */
  static load(): Promise<SpeechModel> {
    SpeechModel.#loading ??= SpeechModel.#load();
    return SpeechModel.#loading;
  }

  static async #load(): Promise<SpeechModel> {
    const file = createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v5.onnx');
    const tensors = readTensors(await readFile(file));
    const learned = (name: string) => {
      const values = tensors.get(branch + name);
      if (!values) throw new Error(`${file} has no ${name}`);
      return values;
    };
    return new SpeechModel(new SpeechNetwork(await DenseMemory.make(SpeechNetwork.size), learned));
  }

  /**
   * Judges at most 64 pieces of sound beside each other, each by itself, from silence on. Pauses every few milliseconds,
   * for others to have a turn.
   *
   * @param pieces whole frames of 16-bit samples, one after the other
   * @returns for each piece, for each of its frames, the probability of speech
   */
  *judge(pieces: readonly Int16Array[]): Generator<void, readonly Float32Array[]> {
    const found = pieces.map(piece => new Float32Array(piece.length / frameLength));
    // The longest first: those that have ended are then the last ones.
    const order = [...pieces.keys()].sort((a, b) => (pieces[b]?.length ?? 0) - (pieces[a]?.length ?? 0));
    const lengthOf = (n: number) => found[order[n] as number]?.length ?? 0;
    const memory = emptyMemory(order.length);
    for (let frame = 0, sounds = order.length; ; yield) {
      while (sounds > 0 && lengthOf(sounds - 1) <= frame) sounds--;
      if (sounds === 0) return found;
      const frames = Math.min(framesTogether(sounds), lengthOf(0) - frame);
      const judged = this.#network.judge(memory, sounds, frames, (into, sound, n) =>
        fill(into, pieces[order[sound] as number] as Int16Array, frame + n),
      );
      for (let sound = 0; sound < sounds; sound++) {
        const to = found[order[sound] as number] as Float32Array;
        for (let n = 0; n < frames && frame + n < to.length; n++)
          to[frame + n] = judged[n * sounds + sound] as number;
      }
      frame += frames;
    }
  }
}

/** Writes a frame and what comes before it: silence where there is nothing. */
function fill(into: Float32Array, piece: Int16Array, frame: number): void {
  const from = frame * frameLength - contextLength;
  into.fill(0);
  for (let n = Math.max(0, -from); n < into.length && from + n < piece.length; n++)
    into[n] = (piece[from + n] as number) / 32_768;
}
