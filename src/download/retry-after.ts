/**
 * How long a server asks to be left alone, in milliseconds: `Retry-After` of RFC 9110, in seconds or as a date, which is
 * measured by the server's own clock. Undefined where it does not say.
 */
export function parseRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('Retry-After')?.trim() ?? '';
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000;
  const ms = Date.parse(text) - Date.parse(headers.get('Date') ?? '');
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
