import { type Scale, type Span, toScale } from '../tonight/scale.ts';

const minuteMs = 60_000;
/** Beside what happened: a share of all of it, but neither nothing nor much. */
const marginShare = 0.04;
const leastMarginMs = 5_000;
const mostMarginMs = 10 * minuteMs;
/** Longer times in which nothing happened are left out. */
const longestGapMs = 90 * minuteMs;
const gapShare = 0.04;
/** What all gaps take together at most. */
const allGapsShare = 0.3;

/** An axis on which all of these have their place: windows, and runs, of which some were started by hand at noon. */
export function axisOf(spans: readonly Span[]): Scale {
  const bare = merge(spans, 0);
  const busyMs = bare.reduce((sum, { from, to }) => sum + to - from, 0);
  const busy = merge(bare, Math.min(mostMarginMs, Math.max(leastMarginMs, busyMs * marginShare)));
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

/** Spans that are near each other as one, with a margin on both sides. */
function merge(spans: readonly Span[], marginMs: number): Span[] {
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
