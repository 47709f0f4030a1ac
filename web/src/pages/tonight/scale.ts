/** A span of time. Instants in milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where an instant is on an axis, from 0 to 1. */
export interface Scale {
  readonly position: (at: number) => number;
  /** The spans that are drawn, each straight; hours between two of them are left out. */
  readonly pieces: readonly (Span & { readonly left: number; readonly right: number })[];
}

const hourMs = 3_600_000;
const marginMs = 15 * 60_000;
/** A longer wait than this is left out of the axis. */
const longestWaitMs = 2 * hourMs;
/** What a piece around now takes of the axis, and the gap beside it. */
const nowShare = 0.13;
const gapShare = 0.05;

/**
 * An axis from what runs now to the end of the night. While the night is hours away, most of the wait is left out, so
 * that the night itself has its room.
 */
export function makeScale(night: Span, now: number, earliest: number): Scale {
  const early = Math.max(Math.min(earliest, now), now - 3 * hourMs);
  if (night.from - now <= longestWaitMs) {
    const from = Math.min(night.from, early) - marginMs;
    const to = Math.max(night.to, now) + marginMs;
    return toScale([{ from, to, left: 0, right: 1 }]);
  }
  return toScale([
    { from: early - marginMs, to: now + 2 * marginMs, left: 0, right: nowShare },
    { from: night.from - marginMs, to: night.to + marginMs, left: nowShare + gapShare, right: 1 },
  ]);
}

/** Pieces in order, as an axis; what lies in a gap is at its begin. */
export function toScale(pieces: Scale['pieces']): Scale {
  const position = (at: number) => {
    const piece = pieces.findLast(({ from }) => at >= from) ?? pieces[0];
    if (!piece) return 0;
    const share = (at - piece.from) / (piece.to - piece.from);
    return piece.left + Math.min(1, Math.max(0, share)) * (piece.right - piece.left);
  };
  return { position, pieces };
}

/**
 * The full hours on an axis; every second, third or sixth of them where there would be more than `most`. Counted by a
 * clock that is so far ahead of UTC.
 */
export function hoursOn(span: Span, most: number, offsetMs: number): number[] {
  const hours = [1, 2, 3, 6, 12].find(step => (span.to - span.from) / (step * hourMs) <= most) ?? 24;
  return stepsOn(span, hours * hourMs, offsetMs);
}

/** The instants on an axis that are full steps of a clock that is so far ahead of UTC. */
export function stepsOn({ from, to }: Span, stepMs: number, offsetMs: number): number[] {
  const first = Math.ceil((from + offsetMs) / stepMs) * stepMs - offsetMs;
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / stepMs)) },
    (_, index) => first + index * stepMs,
  );
}
