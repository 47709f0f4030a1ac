import { STATUS_CODES } from 'node:http';
import { Undelivered } from './channel.ts';

interface Request {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Statuses after which the same request may well succeed (RFC 9110, RFC 6585), beside those of a failing server. */
const passing = [408, 425, 429];

/**
 * Sends a POST to this address and no other: a redirect is not followed, so that neither the notice nor a token in
 * the headers goes where nobody configured it. Errors name the host alone, since the path may be a secret.
 */
export async function post(
  { address, headers, body }: Request,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { host } = new URL(address);
  const late = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'User-Agent': 'Butler', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new Undelivered(
      late.aborted ? `${host} did not answer within ${timeoutMs / 1000} s` : describe(error, host),
    );
  }
  // Only the status counts. What comes after it is not read, and what breaks there breaks nothing.
  await response.body?.cancel().catch(() => {});
  const { status, ok } = response;
  if (ok) return;
  if (status >= 300 && status < 400) {
    const elsewhere = URL.parse(response.headers.get('Location') ?? '', address)?.host ?? 'nowhere';
    throw new Undelivered(`${host} sends on to ${elsewhere}, which is not followed`, { isFinal: true });
  }
  const name = STATUS_CODES[status];
  throw new Undelivered(`${host} answers with status ${status}${name ? ` (${name})` : ''}`, {
    isFinal: status < 500 && !passing.includes(status),
  });
}

/** `fetch` hides what went wrong in the cause of its error. */
function describe(error: unknown, host: string): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? `${cause.code}` : undefined;
  if (code === 'ECONNREFUSED') return `nothing listens at ${host}`;
  if (code === 'ENOTFOUND') return `there is no host ${host}`;
  return `the connection to ${host} failed (${code ?? (cause instanceof Error ? cause.message : cause)})`;
}
