import { z } from '@hono/zod-openapi';

/** An instant as the API tells it. */
export const instant = z.iso.datetime().openapi({ example: '2027-03-28T02:00:00.000Z' });

/** A service day: the local date on which a window opened. */
export const serviceDay = z.iso
  .date({ error: 'must be a date such as 2027-03-28' })
  .openapi({ example: '2027-03-28', description: 'The local date on which the window of the night opened.' });

/** An instant as clients write it, with any offset, as milliseconds since 1970 UTC. */
export const givenInstant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2027-03-28T02:00:00Z' })
  .transform(text => Date.parse(text))
  // What follows from it must have a year of four digits too.
  .refine(at => at >= 0 && at < Date.UTC(9000, 0), 'must lie in the years from 1970 to 8999')
  .openapi({ example: '2027-03-28T02:00:00Z' });

const durationError = 'must be an ISO 8601 duration such as PT2H30M';

/** A length of time as clients write it. */
export const givenDuration = z
  .string(durationError)
  .transform((text, context) => {
    try {
      return Temporal.Duration.from(text);
    } catch {
      context.addIssue(durationError);
      return z.NEVER;
    }
  })
  .openapi({ format: 'duration', example: 'PT2H30M' });

/** The instant so much later, in UTC, where every day has 24 hours; infinity beyond the end of time. */
export function addDuration(at: number, duration: Temporal.Duration): number {
  try {
    const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
    return from.add(duration).epochMilliseconds;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

export function formatInstant(at: number): string {
  return new Date(at).toISOString();
}

/** For what may not have happened yet. */
export function formatOptional(at: number | undefined): string | undefined {
  return at === undefined ? undefined : formatInstant(at);
}
