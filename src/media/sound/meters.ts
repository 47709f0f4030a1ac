import { EdgesMeter, type EdgesResult } from './edges-meter.ts';
import { FingerprintMeter, type FingerprintResult } from './fingerprint-meter.ts';
import { LevelsMeter, type LevelsResult } from './levels-meter.ts';
import { LoudnessMeter, type LoudnessOrder, type LoudnessResult } from './loudness-meter.ts';
import type { Meter } from './meter.ts';
import { MusicMeter, type MusicResult } from './music-meter.ts';
import { SilenceMeter } from './silence-meter.ts';
import type { Span } from './span.ts';
import { SpeechMeter } from './speech-meter.ts';

/** What each meter must be told, and what it tells. Plain data: a meter may work in another thread. */
export interface MeterOrders {
  edges: Span;
  fingerprint: Span;
  levels: Record<never, never>;
  loudness: LoudnessOrder;
  music: Span;
  silence: Span;
  speech: Span;
}

export interface MeterResults {
  edges: EdgesResult;
  fingerprint: FingerprintResult;
  levels: LevelsResult;
  loudness: LoudnessResult;
  music: MusicResult;
  silence: readonly Span[];
  speech: readonly Span[];
}

export type MeterName = keyof MeterOrders;

/** Makes the meter. A new one is a line here, and one in each of the lists above. */
export const meters: { readonly [M in MeterName]: (settings: MeterOrders[M]) => Meter<MeterResults[M]> } = {
  edges: span => new EdgesMeter(span),
  fingerprint: span => new FingerprintMeter(span),
  levels: () => new LevelsMeter(),
  loudness: settings => new LoudnessMeter(settings),
  music: span => new MusicMeter(span),
  silence: span => new SilenceMeter(span),
  speech: span => new SpeechMeter(span),
};
