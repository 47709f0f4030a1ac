import { useMemo } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { outlineOf } from '../../ui/outline.ts';
import css from './timeline.module.css';

type Values = Api.TrackLoudness['curve'];

interface CurveProps {
  readonly name: string;
  readonly curve: Values;
  readonly durationMs: number;
  /** The outline, in a box as wide as there are values and 100 high. */
  readonly area: (values: readonly number[]) => string;
  readonly tone: 'sound' | 'data';
}

/** A value along the length of a film, as an area. It is told in words where the position is. */
export function Curve({ name, curve, durationMs, area, tone }: CurveProps) {
  const { stepMs, values } = curve;
  const path = useMemo(() => area(values), [area, values]);
  const width = Math.min(100, ((stepMs * values.length) / durationMs) * 100);
  return (
    <div class={css['lane']} data-tone={tone}>
      <svg
        viewBox={`0 0 ${values.length} 100`}
        preserveAspectRatio="none"
        style={{ width: `${width.toFixed(3)}%` }}
        aria-hidden="true"
      >
        <path d={path} />
      </svg>
      <span class={css['laneName']}>{name}</span>
    </div>
  );
}

/** Nothing is heard below it, in LUFS. */
const silence = -60;

/** About the middle, as sound is drawn: loud is wide. */
export function loudnessArea(values: readonly number[]): string {
  // What is loud is told apart better than what is quiet.
  const heights = values.map(value => 48 * Math.max(0.01, (value - silence) / -silence) ** 1.7);
  const safe = heights.map(height => (Number.isFinite(height) ? Math.min(48, height) : 0.5));
  const above = steps(safe.map(height => 50 - height));
  const below = steps(safe.map(height => 50 + height)).toReversed();
  return `M${[...above, ...below].join('L')}Z`;
}

/** From the bottom, the most of all as high as it gets. */
export function bitrateArea(values: readonly number[]): string {
  const most = values.reduce((most, value) => Math.max(most, value), 1);
  const line = steps(values.map(value => 100 - (96 * value) / most));
  return `M0 100L${line.join('L')}L${values.length} 100Z`;
}

function steps(heights: readonly number[]): string[] {
  return outlineOf(heights.map((height, place) => ({ from: place, to: place + 1, height })));
}
