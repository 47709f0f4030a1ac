import { formatLength } from '../../domain/amounts.ts';

/** Writes instants, ISO, for people. */
export type When = (instant: string | undefined) => string;

/** From the moment of the question: `3 h ago`, `in 12 min`, `just now`. `now` is in milliseconds since 1970 UTC. */
export function relativeTo(now: number): When {
  return instant => {
    if (instant === undefined) return '';
    const away = Date.parse(instant) - now;
    // The largest unit says it all.
    const [amount, unit] = formatLength(Math.abs(away)).split(' ');
    if (Math.abs(away) < 1_000) return 'just now';
    return away < 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
  };
}

/** By the clock of this machine: `2027-03-28 02:10`. */
export function onTheClock(zone: string): When {
  return instant => {
    if (instant === undefined) return '';
    const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
    return local.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  };
}

/** Relative times, or times on the clock where people want to know exactly. */
export function whenFor({ verbose }: { readonly verbose?: true }): When {
  return verbose ? onTheClock(Temporal.Now.timeZoneId()) : relativeTo(Date.now());
}
