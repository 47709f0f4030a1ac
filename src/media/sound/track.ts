import { type CodecParameters, Frame, type Packet } from 'node-av/lib';
import { formatError } from '../../domain/errors.ts';
import { Decoder } from '../codecs/decoder.ts';
import type { Meter } from './meter.ts';
import { type MeterName, type MeterOrders, type MeterResults, meters } from './meters.ts';
import { type Hear, Planes } from './planes.ts';
import type { Span } from './span.ts';

/** What is to be measured on one stream of sound. Plain data. */
export interface TrackOrder {
  readonly stream: number;
  readonly meters: readonly MeterOrder[];
}

export type MeterOrder = {
  [M in MeterName]: {
    readonly meter: M;
    readonly settings: MeterOrders[M];
    readonly spans?: readonly Span[] | undefined;
  };
}[MeterName];

export type MeterOutcome<M extends MeterName = MeterName> =
  | { readonly ok: true; readonly value: MeterResults[M] }
  | { readonly ok: false; readonly error: string };

/** Decodes one stream of sound for all meters that measure it. */
export class SoundTrack implements Disposable {
  readonly #decoder: Decoder | undefined;
  readonly #meters: readonly GuardedMeter[];
  readonly #audience: Audience;
  readonly #piece = new Frame();
  #pieces = 0;

  constructor(order: TrackOrder, parameters: CodecParameters) {
    this.#piece.alloc();
    let because: string | undefined;
    try {
      this.#decoder = new Decoder(parameters, 'sound');
    } catch (error) {
      because = formatError(error);
    }
    this.#meters = order.meters.map(wish => new GuardedMeter(wish, because));
    this.#audience = new Audience(this.#meters.filter(meter => meter.hears));
  }

  /**
   * @param packet good during the call only
   * @param atMs time of the packet from the start of the film
   * @returns a promise to be waited for before the next one is given, where a meter must do more first
   */
  take(packet: Packet, atMs: number): Promise<void> | undefined {
    if (!this.#decoder || !this.#meters.some(meter => meter.wants(atMs))) return undefined;
    // What it makes nothing of is damaged: what comes after may be sound.
    if (!this.#decoder.send(packet)) return undefined;
    this.#hear(atMs);
    const settling = this.#meters.flatMap(meter => meter.settle() ?? []);
    return settling.length > 0 ? Promise.all(settling).then(() => {}) : undefined;
  }

  /** What came of each meter, in the order of the wishes. */
  async finish(): Promise<readonly MeterOutcome[]> {
    if (this.#decoder?.send(null)) this.#hear(Number.NaN);
    this.#audience.finish();
    const because = this.#pieces === 0 ? 'none of its sound can be decoded' : undefined;
    const outcomes: MeterOutcome[] = [];
    for (const meter of this.#meters) outcomes.push(await meter.finish(because));
    return outcomes;
  }

  /** @param atMs where the decoder's pieces of this packet begin; NaN for what it still held at the end */
  #hear(atMs: number): void {
    let at = atMs;
    while (this.#decoder?.receive(this.#piece)) {
      this.#pieces++;
      for (const meter of this.#meters) meter.take(this.#piece, at);
      this.#audience.take(this.#piece);
      at += (this.#piece.nbSamples * 1000) / this.#piece.sampleRate;
      this.#piece.unref();
    }
  }

  [Symbol.dispose](): void {
    for (const meter of this.#meters) meter[Symbol.dispose]();
    this.#audience[Symbol.dispose]();
    this.#decoder?.[Symbol.dispose]();
    this.#piece.free();
  }
}

/** The meters that hear sound in stretches. What cannot be laid out so fails them alone. */
class Audience implements Disposable {
  readonly #meters: readonly GuardedMeter[];
  #planes: Planes | undefined;

  constructor(meters: readonly GuardedMeter[]) {
    this.#meters = meters;
    if (meters.length === 0) return;
    this.#planes = new Planes((channels, shape) => {
      for (const meter of this.#meters) meter.hear(channels, shape);
    });
  }

  take(piece: Frame): void {
    this.#try(planes => planes.take(piece));
  }

  finish(): void {
    this.#try(planes => planes.finish());
  }

  #try(work: (planes: Planes) => void): void {
    if (!this.#planes) return;
    try {
      work(this.#planes);
    } catch (error) {
      for (const meter of this.#meters) meter.fail(formatError(error));
      this[Symbol.dispose]();
    }
  }

  [Symbol.dispose](): void {
    this.#planes?.[Symbol.dispose]();
    this.#planes = undefined;
  }
}

/** A meter, and what became of it: what it throws ends it alone. */
class GuardedMeter implements Disposable {
  readonly #spans: readonly Span[] | undefined;
  #meter: Meter<unknown> | undefined;
  #error: string | undefined;

  /** @param because why its sound cannot be measured at all */
  constructor({ meter, settings, spans }: MeterOrder, because: string | undefined) {
    this.#spans = spans;
    this.#error = because;
    if (because !== undefined) return;
    this.#try(() => {
      this.#meter = make(meter, settings);
    });
  }

  wants(atMs: number): boolean {
    if (!this.#meter) return false;
    // The rest of what the decoder held belongs to the span that ended.
    if (!this.#spans || Number.isNaN(atMs)) return true;
    return this.#spans.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  }

  take(piece: Frame, atMs: number): void {
    if (!this.wants(atMs)) return;
    this.#try(() => this.#meter?.take?.(piece, atMs));
  }

  get hears(): boolean {
    return this.#meter?.hear !== undefined;
  }

  hear(...stretch: Parameters<Hear>): void {
    this.#try(() => this.#meter?.hear?.(...stretch));
  }

  #try(measure: () => void): void {
    try {
      measure();
    } catch (error) {
      this.fail(formatError(error));
    }
  }

  /** Never rejects. */
  settle(): Promise<void> | undefined {
    return this.#meter?.settle?.()?.catch(error => this.fail(formatError(error)));
  }

  async finish(because: string | undefined): Promise<MeterOutcome> {
    if (this.#error === undefined && because !== undefined) this.fail(because);
    try {
      if (this.#meter) return { ok: true, value: (await this.#meter.finish()) as MeterResults[MeterName] };
    } catch (error) {
      this.fail(formatError(error));
    }
    return { ok: false, error: this.#error ?? 'it was not measured' };
  }

  fail(because: string): void {
    this.#error ??= because;
    this.#meter?.[Symbol.dispose]();
    this.#meter = undefined;
  }

  [Symbol.dispose](): void {
    this.#meter?.[Symbol.dispose]();
    this.#meter = undefined;
  }
}

function make<M extends MeterName>(name: M, settings: MeterOrders[M]): Meter<MeterResults[M]> {
  return meters[name](settings);
}
