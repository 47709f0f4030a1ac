import type { Subject } from '../../domain/subject.ts';

const dayMs = 86_400_000;

/** What came of asking about an item the last time. */
type Outcome = 'described' | 'nobody' | 'failed';

/** An item as the choice of a night sees it. Instants are milliseconds since 1970 UTC. */
export interface Candidate {
  readonly id: number;
  /** When it came into the library, or came out: the later of both. */
  readonly bornAt: number;
  /** Absent where it was never asked about, or with another question than would be asked now. */
  readonly asked?: { readonly at: number; readonly outcome: Outcome };
}

/**
 * Which items are asked about in a night, those that need it most first, and never more than `budget`. The first are
 * those that nobody was asked about yet, the newest first; but while others are due, a quarter of the night is theirs,
 * the most overdue first, so that a large new library does not stop everything else.
 */
export function planNight(candidates: readonly Candidate[], now: number, budget: number): readonly number[] {
  const fresh = candidates
    .filter(({ asked }) => asked === undefined)
    .sort((a, b) => b.bornAt - a.bornAt || a.id - b.id);
  const due = candidates
    .flatMap(({ asked, ...candidate }) => {
      if (!asked) return [];
      const intervalMs = intervalOf(candidate, asked);
      return now >= asked.at + intervalMs ? [{ id: candidate.id, late: (now - asked.at) / intervalMs }] : [];
    })
    .sort((a, b) => b.late - a.late || a.id - b.id);
  const share = Math.max(budget - fresh.length, Math.floor(budget / 4));
  const again = due.slice(0, share);
  return [...fresh.slice(0, budget - again.length), ...again].map(({ id }) => id);
}

/**
 * How long an item is left alone after it was asked about. What is new changes often; the last step is for what is two
 * years old or more. What is refreshed in one night comes apart by its id: each has between three quarters and five
 * quarters of the time.
 */
function intervalOf(
  { id, bornAt }: Pick<Candidate, 'id' | 'bornAt'>,
  { at, outcome }: NonNullable<Candidate['asked']>,
): number {
  if (outcome === 'failed') return 3 * dayMs * scatter(id);
  // Its age when it was asked about: the same all the time until it is asked about again.
  const ageDays = (at - bornAt) / dayMs;
  const days = outcome === 'nobody' ? (ageDays < 30 ? 7 : 60) : daysAtAge(ageDays);
  return days * dayMs * scatter(id);
}

function daysAtAge(ageDays: number): number {
  if (ageDays < 30) return 2;
  if (ageDays < 180) return 14;
  return ageDays < 730 ? 45 : 120;
}

/** In [0.75, 1.25), the same for an item at all times: the finaliser of MurmurHash3, which spreads ids that are alike. */
function scatter(id: number): number {
  let h = Math.imul(id ^ (id >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return 0.75 + ((h ^ (h >>> 16)) >>> 0) / 2 ** 33;
}

/** A date in the future is no reason to ask every night until then. */
export function bornAt({ addedAt, releasedOn }: Subject, now: number): number {
  const releasedAt = Date.parse(releasedOn ?? '');
  return releasedAt <= now ? Math.max(addedAt, releasedAt) : addedAt;
}
