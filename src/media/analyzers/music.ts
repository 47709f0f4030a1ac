import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
import type { EdgesResult } from '../sound/edges-meter.ts';
import type { MeterName, MeterOrders, MeterResults } from '../sound/meters.ts';
import type { MusicResult } from '../sound/music-meter.ts';
import type { Span } from '../sound/span.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';

/** How far in at both ends silence is looked for, in ms. */
const edgeMs = 10_000;
/** Of the middle, how much is fingerprinted, in ms: enough to know a recording by. */
const printMs = 40_000;
/** How far from the end a sound may be and still be no silence: what encoders add, in ms. */
const paddingMs = 30;

/** Tells what music sounds like, by its middle and its ends: only these are decoded. */
export const music: Prepare<'music'> = (file, order) => new Music(file, order);

class Music implements Analyzer<PassResults['music']> {
  readonly hears: readonly SoundWish[];
  readonly #file: OpenFile;
  #character: MusicResult | undefined;
  #print = new Uint32Array();
  #start: EdgesResult | undefined;
  #end: EdgesResult | undefined;

  constructor(file: OpenFile, { stretchMs }: PassOrders['music']) {
    this.#file = file;
    const { demuxer, source } = file;
    const [stream] = demuxer.findSounds();
    if (!stream) throw unreadable(source.path, 'it has no sound');
    this.hears = this.#wishesFor(stream.index, demuxer.durationMs, stretchMs);
  }

  #wishesFor(stream: number, durationMs: number | undefined, stretchMs: number): readonly SoundWish[] {
    const wish = <M extends MeterName>(
      meter: M,
      span: Span & MeterOrders[M],
      take: (result: MeterResults[M]) => void,
    ): SoundWish<M> => {
      const fail = (because: string) => {
        if (meter === 'music') throw unreadable(this.#file.source.path, because);
      };
      return { stream, meter, settings: span, spans: [span], take, fail };
    };
    const ofMiddle: readonly SoundWish[] = [
      wish('music', planMiddle(durationMs, stretchMs), result => {
        this.#character = result;
      }),
      wish('fingerprint', planMiddle(durationMs, printMs), ({ points }) => {
        this.#print = points;
      }),
    ];
    const ofStart = wish('edges', { fromMs: 0, toMs: edgeMs }, result => {
      this.#start = result;
    });
    // Nobody knows where the end is.
    if (durationMs === undefined) return [...ofMiddle, ofStart];
    // A few seconds more, as not every file is as long as it says.
    const end = { fromMs: Math.max(0, durationMs - edgeMs), toMs: durationMs + edgeMs };
    const ofEnd = wish('edges', end, result => {
      this.#end = result;
    });
    return [...ofMiddle, ofStart, ofEnd];
  }

  finish(): PassResults['music'] {
    const { source } = this.#file;
    source.assertUnchanged();
    if (!this.#character) throw unreadable(source.path, 'its sound is empty');
    return {
      ...this.#character,
      silenceMs: {
        ...(this.#start && { start: silenceBefore(this.#start) }),
        ...(this.#end && { end: silenceAfter(this.#end) }),
      },
      print: Buffer.from(this.#print.buffer).toString('base64'),
    };
  }

  [Symbol.dispose](): void {}
}

/** A stretch out of the middle: beginnings and ends are often of another kind. */
function planMiddle(durationMs: number | undefined, stretchMs: number): Span {
  if (durationMs === undefined) return { fromMs: 0, toMs: stretchMs };
  const fromMs = Math.max(0, Math.round((durationMs - stretchMs) / 2));
  return { fromMs, toMs: fromMs + stretchMs };
}

function silenceBefore({ heard, sounding }: EdgesResult): number {
  return Math.max(0, sounding?.fromMs ?? heard.toMs);
}

function silenceAfter({ heard, sounding }: EdgesResult): number {
  const silent = heard.toMs - (sounding?.toMs ?? heard.fromMs);
  return silent <= paddingMs ? 0 : silent;
}
