/** Something that was seen, and where: from the left and the top, in any unit. */
export interface Seen {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** How sure the model is, 0 to 1. */
  readonly score: number;
}

/** Boxes that have more than this of their area in common show the same thing. */
const mostOverlap = 0.4;

/** Each thing once, the surest first. */
export function eachOnce<T extends Seen>(seen: readonly T[]): readonly T[] {
  const kept: T[] = [];
  for (const one of seen.toSorted((a, b) => b.score - a.score)) {
    if (kept.every(other => overlap(one, other) <= mostOverlap)) kept.push(one);
  }
  return kept;
}

/** The area that both have, of the area that one of them has: 0 to 1. */
function overlap(a: Seen, b: Seen): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (areaOf(a) + areaOf(b) - common);
}

function areaOf({ left, top, right, bottom }: Seen): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}
