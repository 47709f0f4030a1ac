/** A stretch of a curve, and how high it is in the middle of it. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/** The points of a line through the middle of each of these, flat at both ends, for a path. */
export function outlineOf(steps: readonly Step[]): string[] {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return [];
  const point = (x: number, height: number) => `${+x.toFixed(3)} ${height.toFixed(1)}`;
  return [
    point(first.from, first.height),
    ...steps.map(({ from, to, height }) => point((from + to) / 2, height)),
    point(last.to, last.height),
  ];
}
