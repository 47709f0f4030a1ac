import { ButlerError } from '../domain/errors.ts';

/** A length of time as people write it, `90min`, `1h30min`, `2d`, as ISO 8601 has it: `PT1H30M`. Throws `option-invalid`. */
export function parseDuration(option: string, given: string): string {
  if (/^P/i.test(given)) return given.toUpperCase();
  const [, days, hours, minutes, seconds] =
    /^(?:(\d{1,4})\s*d)?\s*(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*m(?:in)?)?\s*(?:(\d{1,6})\s*s)?$/i.exec(
      given.trim(),
    ) ?? [];
  const date = days ? `${days}D` : '';
  const time = [hours && `${hours}H`, minutes && `${minutes}M`, seconds && `${seconds}S`]
    .filter(Boolean)
    .join('');
  if (date || time) return `P${date}${time && `T${time}`}`;
  throw new ButlerError('option-invalid', {
    option,
    given,
    expected: 'a length of time such as 90min, 2h or 1d',
  });
}
