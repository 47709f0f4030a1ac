import type { Span } from './sound/span.ts';

/** How the file of a pass is read: all of it in its order, or only the parts that somebody wants to hear. */
export type Reading = { readonly whole: true } | { readonly whole: false; readonly spans: readonly Span[] };

/** Of the film, from which on reading all of it is no more work than jumping. */
const mostOfIt = 0.6;

export interface Wanted {
  /** Somebody wants every packet. */
  readonly packets: boolean;
  /** The parts that each one who hears wants; undefined for all of it. */
  readonly heard: readonly (readonly Span[] | undefined)[];
  /** Undefined where the file does not say. */
  readonly durationMs: number | undefined;
  /** Whether one can go to a time without reading what lies before it. */
  readonly canJump: boolean;
}

/** Decides how to read a file so that each byte is read once, and none that nobody wants. Pictures are found by the index. */
export function planReading({ packets, heard, durationMs, canJump }: Wanted): Reading {
  if (packets || heard.includes(undefined)) return { whole: true };
  const spans = join(heard.flatMap(wanted => wanted ?? []));
  const length = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const isMost = durationMs !== undefined && length >= durationMs * mostOfIt;
  return spans.length > 0 && (isMost || !canJump) ? { whole: true } : { whole: false, spans };
}

/** The same time in as few spans as possible, in order. */
function join(spans: readonly Span[]): readonly Span[] {
  const joined: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else if (toMs > fromMs) joined.push({ fromMs, toMs });
  }
  return joined;
}
