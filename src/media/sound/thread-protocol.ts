import type { SoundParameters } from './parameters.ts';
import type { MeterOutcome, TrackOrder } from './track.ts';

/** What a pass says to the thread that hears for it. Every pass has its number. */
export type ToThread =
  | {
      readonly type: 'begin';
      readonly pass: number;
      readonly tracks: readonly { readonly order: TrackOrder; readonly parameters: SoundParameters }[];
    }
  /** Packets one after the other in one piece of memory. */
  | { readonly type: 'packets'; readonly pass: number; readonly batch: PacketBatch }
  | { readonly type: 'finish'; readonly pass: number }
  /** Nobody wants to know any more. */
  | { readonly type: 'drop'; readonly pass: number };

export interface PacketBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly streams: readonly number[];
  readonly ends: readonly number[];
  readonly atMs: readonly number[];
  /** By the packet's place in the batch: what decoders must drop of it, where encoders had to begin before the sound. */
  readonly skips: ReadonlyMap<number, Uint8Array>;
}

export type FromThread =
  | { readonly type: 'taken'; readonly pass: number; readonly bytes: number }
  | {
      readonly type: 'finished';
      readonly pass: number;
      readonly outcomes: readonly (readonly MeterOutcome[])[];
    }
  | { readonly type: 'failed'; readonly pass: number; readonly error: string };
