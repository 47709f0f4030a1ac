import { titleKey } from '../library/naming/title.ts';

/** Whom a provider offers as an answer to a title. */
export interface Candidate {
  readonly id: string;
  /** All by which it is known. */
  readonly titles: readonly string[];
  readonly year?: number | undefined;
}

/**
 * Who of the candidates is surely meant by a title and a year; undefined where nobody is, or several are as likely. The
 * title must be the same but for case, accents and punctuation, and the year, where it is known, at most one off: dates
 * of festivals and cinemas differ. The right year counts more than the one beside it. Rather nothing is said than
 * something wrong.
 */
export function findMatch(
  { title, year }: { readonly title: string; readonly year?: number | undefined },
  candidates: readonly Candidate[],
): string | undefined {
  const key = titleKey(title);
  if (key === '') return undefined;
  const alike = candidates.filter(({ titles }) => titles.some(other => titleKey(other) === key));
  const distances = new Map<string, number>();
  for (const candidate of alike) {
    const distance = distanceOf(year, candidate.year);
    if (distance <= 1) distances.set(candidate.id, Math.min(distance, distances.get(candidate.id) ?? 1));
  }
  const nearest = Math.min(...distances.values());
  const [best, ...others] = [...distances].filter(([, distance]) => distance === nearest);
  return others.length === 0 ? best?.[0] : undefined;
}

function distanceOf(wanted: number | undefined, year: number | undefined): number {
  if (wanted === undefined) return 0;
  return year === undefined ? Number.POSITIVE_INFINITY : Math.abs(wanted - year);
}

/** Whether an id that the library has is one of a provider that counts its subjects. */
export function isNumericId(id: string): boolean {
  return /^[1-9][0-9]{0,11}$/.test(id);
}
