import { ButlerError } from '../domain/errors.ts';
import { oneLine } from '../domain/one-line.ts';

/** Bytes of an answer: a session with all that is known of its film takes some 50 KiB. */
const mostBytes = 4 * 1024 ** 2;

/**
 * What a server answers to a GET, as JSON. Asks at this address alone: a redirect is refused, so that the token in the
 * headers goes nowhere else. Throws `playback-unknown` with the reason where there is no such answer in time, and
 * the signal's reason when that aborts.
 *
 * @param path below the server's address, with a query where there is one
 */
export async function askJson(
  server: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  timeoutMs = 5000,
): Promise<unknown> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(server.replace(/\/+$/, '') + path, {
      headers: { Accept: 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
    const problem = findProblem(response);
    if (problem !== undefined) {
      await response.body?.cancel();
      throw untold(server, problem);
    }
    return parseJson(server, await readText(server, response));
  } catch (error) {
    if (signal.aborted || error instanceof ButlerError) throw error;
    const cause = late.aborted ? `no answer came within ${timeoutMs / 1000} s` : describeFailure(error);
    throw untold(server, cause, error);
  }
}

/** The error for a server that does not tell who watches, and why it does not. */
export function untold(server: string, cause: string, error?: unknown): ButlerError {
  return new ButlerError('playback-unknown', { server, cause }, { cause: error });
}

function findProblem({ status, ok, headers }: Response): string | undefined {
  if (ok) return undefined;
  if (status === 401 || status === 403) return 'it refuses the token';
  if (status >= 300 && status < 400) {
    return `it sends on to ${oneLine(headers.get('Location') ?? 'nowhere', 100)}`;
  }
  return `it answers with the status ${status}`;
}

async function readText(server: string, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the rest.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw untold(server, 'its answer is longer than 4 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parseJson(server: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw untold(server, 'its answer is no JSON', error);
  }
}

/** `fetch` hides what went wrong in the cause of its error. */
function describeFailure(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND') return 'there is no such host';
  return `the connection failed (${oneLine(`${code ?? (cause instanceof Error ? cause.message : cause)}`, 100)})`;
}
