import { availableParallelism } from 'node:os';
import type { Stream } from 'node-av/lib';
import type { OpenFile } from './open-file.ts';
import type { Passing } from './reading/packets.ts';
import { SoundBeside } from './sound/beside.ts';
import { InlineSound } from './sound/inline.ts';
import { describeSound } from './sound/parameters.ts';
import type { SoundSide } from './sound/sound-side.ts';
import type { MeterOrder, TrackOrder } from './sound/track.ts';
import type { SoundWish } from './sound/wish.ts';

/** A stream of sound, and all that is to be measured on it. */
interface Track {
  readonly stream: Stream;
  readonly wishes: readonly SoundWish[];
}

/** Who hears for the analyzers of a pass: takes the packets of sound, and gives each wish what its meter says. */
export class Hearing implements Disposable {
  readonly #tracks: readonly Track[];
  /** Indices of their streams. */
  readonly #streams: ReadonlySet<number>;
  readonly #side: SoundSide;
  /** By stream, where packets without a time follow. */
  readonly #endMs = new Map<number, number>();

  /** @param beside on another core, where the machine has one: worth it when there is other work to do meanwhile */
  constructor(file: OpenFile, wishes: readonly SoundWish[], beside: boolean) {
    const byStream = Map.groupBy(wishes, wish => wish.stream);
    this.#tracks = file.demuxer.streams.flatMap(stream => {
      const ofStream = byStream.get(stream.index);
      return ofStream ? [{ stream, wishes: ofStream }] : [];
    });
    this.#streams = new Set(this.#tracks.map(({ stream }) => stream.index));
    const mayLeave = beside && availableParallelism() > 1;
    this.#side = (mayLeave && findSideBeside(this.#tracks)) || hearHere(this.#tracks);
  }

  hears(stream: Stream): boolean {
    return this.#streams.has(stream.index);
  }

  /** Takes a packet, if it is of a stream that somebody wants to hear. */
  take(passing: Passing): Promise<void> | undefined {
    const { stream, packet } = passing;
    if (!this.#streams.has(stream)) return undefined;
    const atMs = this.timeOf(passing);
    this.#endMs.set(stream, atMs + passing.durationMs);
    return this.#side.take(stream, packet, atMs);
  }

  /** In ms from the start of the film. */
  timeOf({ atMs, stream }: Passing): number {
    return atMs ?? this.#endMs.get(stream) ?? 0;
  }

  /** Gives every wish its result, or why there is none. */
  async finish(): Promise<void> {
    const outcomes = await this.#side.finish();
    for (const [t, { wishes }] of this.#tracks.entries()) {
      for (const [n, wish] of wishes.entries()) {
        const outcome = outcomes[t]?.[n];
        if (outcome?.ok) wish.take(outcome.value);
        else wish.fail(outcome?.error ?? 'it was not measured');
      }
    }
  }

  [Symbol.dispose](): void {
    this.#side[Symbol.dispose]();
  }
}

function hearHere(tracks: readonly Track[]): SoundSide {
  return new InlineSound(
    tracks.map(track => ({ order: orderFor(track), parameters: track.stream.codecpar })),
  );
}

/** Undefined where a stream cannot be described to another thread. */
function findSideBeside(tracks: readonly Track[]): SoundSide | undefined {
  const described = tracks.flatMap(track => {
    const parameters = describeSound(track.stream);
    return parameters ? [{ order: orderFor(track), parameters }] : [];
  });
  return described.length === tracks.length ? new SoundBeside(described) : undefined;
}

function orderFor({ stream, wishes }: Track): TrackOrder {
  return {
    stream: stream.index,
    meters: wishes.map(({ meter, settings, spans }) => ({ meter, settings, spans }) as MeterOrder),
  };
}
