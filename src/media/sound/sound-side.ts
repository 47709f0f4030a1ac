import type { Packet } from 'node-av/lib';
import type { MeterOutcome } from './track.ts';

/** Where the sound of a pass is decoded and measured: in this thread, or beside it. */
export interface SoundSide extends Disposable {
  /** Takes a packet of one of its streams, which is good during the call only. The reading waits for a promise. */
  take(stream: number, packet: Packet, atMs: number): Promise<void> | undefined;
  /** What came of the meters of each track, in the order of the tracks. */
  finish(): Promise<readonly (readonly MeterOutcome[])[]>;
}
