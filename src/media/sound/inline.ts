import type { CodecParameters, Packet } from 'node-av/lib';
import type { SoundSide } from './sound-side.ts';
import { type MeterOutcome, SoundTrack, type TrackOrder } from './track.ts';

/** Decodes and measures sound in this thread. */
export class InlineSound implements SoundSide {
  readonly #tracks: ReadonlyMap<number, SoundTrack>;

  constructor(tracks: readonly { readonly order: TrackOrder; readonly parameters: CodecParameters }[]) {
    this.#tracks = new Map(
      tracks.map(({ order, parameters }) => [order.stream, new SoundTrack(order, parameters)]),
    );
  }

  take(stream: number, packet: Packet, atMs: number): Promise<void> | undefined {
    return this.#tracks.get(stream)?.take(packet, atMs);
  }

  async finish(): Promise<readonly (readonly MeterOutcome[])[]> {
    const outcomes: (readonly MeterOutcome[])[] = [];
    for (const track of this.#tracks.values()) outcomes.push(await track.finish());
    return outcomes;
  }

  [Symbol.dispose](): void {
    for (const track of this.#tracks.values()) track[Symbol.dispose]();
  }
}
