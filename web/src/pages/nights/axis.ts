import { type Scale, type Span, toScale } from '../tonight/scale.ts';

const minuteMs = 60_000;
const marginMs = 10 * minuteMs;
/** Longer times in which nothing happened are left out. */
const longestGapMs = 90 * minuteMs;
const gapShare = 0.04;
/** What all gaps take together at most. */
const allGapsShare = 0.3;

/** An axis on which all of these have their place: windows, and runs, of which some were started by hand at noon. */
export function axisOf(spans: readonly Span[]): Scale {
  const busy = merge(spans);
  const gap = Math.min(gapShare, allGapsShare / Math.max(1, busy.length - 1));
  const total = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const room = 1 - gap * (busy.length - 1);
  let left = 0;
  return toScale(
    busy.map(({ from, to }) => {
      const piece = { from, to, left, right: left + ((to - from) / total) * room };
      left = piece.right + gap;
      return piece;
    }),
  );
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const [from, to] = [span.from - marginMs, span.to + marginMs];
    const last = merged.at(-1);
    if (last && from - last.to <= longestGapMs) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    } else merged.push({ from, to });
  }
  return merged;
}
