import type { SoundPrint } from '../../domain/analysis.ts';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
import type { FingerprintResult } from '../sound/fingerprint-meter.ts';
import type { Span } from '../sound/span.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';

/** Of a film, how much its beginning and its end are at most: of an episode of 42 minutes, the end is seven and a half. */
const headShare = 0.25;
const tailShare = 0.18;

/**
 * Takes the fingerprints of the beginning and of the end of a film, by which what it shares with other episodes is
 * found. Only these stretches are read.
 */
export const fingerprint: Prepare<'fingerprint'> = (file, order) => new Fingerprint(file, order);

class Fingerprint implements Analyzer<PassResults['fingerprint']> {
  readonly hears: readonly SoundWish<'fingerprint'>[];
  readonly #file: OpenFile;
  readonly #stretches: SoundPrint[] = [];
  #failure: string | undefined;

  constructor(file: OpenFile, order: PassOrders['fingerprint']) {
    this.#file = file;
    const { demuxer, source } = file;
    const stream = demuxer.findSound();
    if (!stream) throw unreadable(source.path, 'it has no sound');
    this.hears = planStretches(demuxer.durationMs, order).map(span => ({
      stream: stream.index,
      meter: 'fingerprint',
      settings: span,
      spans: [span],
      take: result => this.#stretches.push(describe(result)),
      fail: because => {
        this.#failure = because;
      },
    }));
  }

  /** One stretch that cannot be heard does not keep the other from being told. */
  finish(): PassResults['fingerprint'] {
    const { source } = this.#file;
    source.assertUnchanged();
    if (this.#stretches.length === 0) throw unreadable(source.path, this.#failure ?? 'its sound is empty');
    return { stretches: this.#stretches };
  }

  [Symbol.dispose](): void {}
}

/** @param durationMs without it, nobody knows where the end is */
function planStretches(durationMs: number | undefined, order: PassOrders['fingerprint']): readonly Span[] {
  if (durationMs === undefined) return [{ fromMs: 0, toMs: order.headMs }];
  const head = { fromMs: 0, toMs: Math.min(order.headMs, durationMs * headShare) };
  const tailMs = Math.min(order.tailMs, durationMs * tailShare);
  const tail = { fromMs: durationMs - tailMs, toMs: durationMs };
  return [head, tail];
}

function describe({ startMs, points, silences }: FingerprintResult): SoundPrint {
  return {
    startMs: Math.round(startMs),
    points: Buffer.from(points.buffer).toString('base64'),
    silences: silences.map(({ fromMs, toMs }) => [Math.round(fromMs), Math.round(toMs)]),
  };
}
