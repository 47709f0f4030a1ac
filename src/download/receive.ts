import { STATUS_CODES } from 'node:http';
import { followed } from './redirect.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What can be told of a failure beyond its words. */
interface Failure {
  /** The HTTP status, where one came. */
  readonly status?: number;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
  /** Whether nothing, or not all, came in time. */
  readonly isSlow?: boolean;
  /** Whether nobody could be asked at all: there is no network, or no such host. */
  readonly isUnreachable?: boolean;
}

/** Why nothing was downloaded: what went wrong, in a few words, without the address. */
export class NotDownloaded extends Error {
  readonly failure: Failure;

  constructor(message: string, failure: Failure = {}) {
    super(message);
    this.failure = failure;
  }
}

export interface ReceiveRequest {
  /** HTTP or HTTPS. */
  readonly address: string;
  /** Sent to the host of the address alone. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly userAgent?: string;
  readonly mostBytes: number;
  /** Hosts to which the server may send on, beside its own; with a leading dot, all below that name. */
  readonly alsoHosts?: readonly string[];
  /** Of the answer before: where nothing changed since then, nothing is downloaded. */
  readonly version?: string | undefined;
  readonly signal: AbortSignal;
  /** How long nothing may come. */
  readonly stalledMs?: number;
  /** How long all of it may take. */
  readonly wholeMs?: number;
}

/** `version` is to be given with the next request; empty where the server tells none. */
export type Received<T> =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'content'; readonly content: T; readonly version: string };

/**
 * Hands what is at an address to `take`, piece by piece, within limits of size and time. Asks at that address only, and
 * where it sends on to on hosts that were allowed. Throws {@link NotDownloaded}, the signal's reason, and what `take` does.
 */
export async function receive<T>(
  request: ReceiveRequest,
  take: (pieces: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<Received<T>> {
  const { mostBytes, signal, stalledMs = 60_000, wholeMs = 30 * 60_000 } = request;
  const slow = new AbortController();
  const giveUp = (why: string) => slow.abort(new NotDownloaded(why, { isSlow: true }));
  const stalled = setTimeout(() => giveUp(`nothing comes for ${stalledMs / 1000} s`), stalledMs);
  const late = setTimeout(() => giveUp(`it takes longer than ${wholeMs / 1000} s`), wholeMs);
  try {
    const response = await ask(request, AbortSignal.any([signal, slow.signal]));
    if (response.status === 304) return { kind: 'unchanged' };
    if (Number(response.headers.get('Content-Length')) > mostBytes) {
      await response.body?.cancel();
      throw tooLarge(mostBytes);
    }
    const content = await take(limit(response, mostBytes, () => stalled.refresh()));
    return { kind: 'content', content, version: versionOf(response) };
  } catch (error) {
    signal.throwIfAborted();
    if (slow.signal.aborted) throw slow.signal.reason;
    throw explain(error);
  } finally {
    clearTimeout(stalled);
    clearTimeout(late);
  }
}

async function* limit(response: Response, mostBytes: number, onPiece: () => void) {
  let bytes = 0;
  // Leaving the loop early ends the connection.
  for await (const piece of response.body ?? []) {
    onPiece();
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    yield piece;
  }
}

function tooLarge(mostBytes: number): NotDownloaded {
  return new NotDownloaded(`it is larger than ${mostBytes / 1_000_000} MB`);
}

async function ask(request: ReceiveRequest, signal: AbortSignal): Promise<Response> {
  const { address, headers, userAgent = 'Butler', version, alsoHosts } = request;
  let url = new URL(address);
  const { hostname } = url;
  for (const hops of [0, 1, 2, 3, 4, 5]) {
    const own = url.hostname === hostname ? { ...headers, ...conditions(version) } : {};
    const response = await fetch(url, {
      headers: { 'User-Agent': userAgent, ...own },
      redirect: 'manual',
      signal,
    });
    const { status, ok } = response;
    if (ok || status === 304) return response;
    await response.body?.cancel().catch(() => {});
    if (status < 300 || status >= 400) {
      throw new NotDownloaded(`the server answers with status ${status}${describe(status)}`, {
        status,
        retryAfterMs: parseRetryAfter(response.headers),
      });
    }
    const next = followed(url, response.headers.get('Location'), alsoHosts);
    if ('refused' in next) throw new NotDownloaded(next.refused);
    if (hops === 5) break;
    url = next.url;
  }
  throw new NotDownloaded('the server sends on and on');
}

function describe(status: number): string {
  const name = STATUS_CODES[status];
  return name ? ` (${name})` : '';
}

function conditions(version = ''): Record<string, string> {
  const [tag, date] = version.split('\n');
  return { ...(tag && { 'If-None-Match': tag }), ...(date && { 'If-Modified-Since': date }) };
}

function versionOf({ headers }: Response): string {
  const version = `${headers.get('ETag') ?? ''}\n${headers.get('Last-Modified') ?? ''}`;
  return version === '\n' ? '' : version;
}

/** `fetch` hides what went wrong in the cause of its error. */
function explain(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code = '' } = cause as NodeJS.ErrnoException;
  const isUnreachable = unreachable.has(code);
  return new NotDownloaded(unreachable.get(code) ?? `the connection failed (${code || cause.message})`, {
    isUnreachable,
  });
}

const unreachable = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'no name server answers'],
  ['ENETUNREACH', 'there is no network'],
  ['EHOSTUNREACH', 'there is no way to the host'],
]);
