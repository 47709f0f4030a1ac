import { open } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import { followed } from './redirect.ts';

/** Why nothing was downloaded: what went wrong, in a few words, without the address. */
export class NotDownloaded extends Error {}

export interface DownloadRequest {
  /** HTTP or HTTPS. */
  readonly address: string;
  /** The file that is written anew; it may be left unfinished by an error. */
  readonly file: string;
  readonly mostBytes: number;
  /** Of the answer before: where nothing changed since then, nothing is downloaded. */
  readonly version?: string | undefined;
  readonly signal: AbortSignal;
  /** How long nothing may come. */
  readonly stalledMs?: number;
  /** How long all of it may take. */
  readonly wholeMs?: number;
}

/** `version` is to be given with the next request; empty where the server tells none. */
export type Downloaded =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'file'; readonly bytes: number; readonly version: string };

/**
 * Downloads what is at an address into a file, within limits of size and time. Asks at that address only, and where it
 * sends on to on the same host. Throws {@link NotDownloaded}, the signal's reason, and what the file system says.
 */
export async function download(request: DownloadRequest): Promise<Downloaded> {
  const { address, file, mostBytes, signal, stalledMs = 60_000, wholeMs = 30 * 60_000 } = request;
  const slow = new AbortController();
  const stalled = setTimeout(
    () => slow.abort(new NotDownloaded(`nothing comes for ${stalledMs / 1000} s`)),
    stalledMs,
  );
  const late = setTimeout(
    () => slow.abort(new NotDownloaded(`it takes longer than ${wholeMs / 1000} s`)),
    wholeMs,
  );
  try {
    const response = await ask(address, headersFor(request.version), AbortSignal.any([signal, slow.signal]));
    if (response.status === 304) return { kind: 'unchanged' };
    if (Number(response.headers.get('Content-Length')) > mostBytes) {
      await response.body?.cancel();
      throw tooLarge(mostBytes);
    }
    await using handle = await open(file, 'w', 0o600);
    let bytes = 0;
    // Leaving the loop early ends the connection.
    for await (const chunk of response.body ?? []) {
      stalled.refresh();
      bytes += chunk.byteLength;
      if (bytes > mostBytes) throw tooLarge(mostBytes);
      await handle.writeFile(chunk);
    }
    return { kind: 'file', bytes, version: versionOf(response) };
  } catch (error) {
    signal.throwIfAborted();
    if (slow.signal.aborted) throw slow.signal.reason;
    throw explain(error);
  } finally {
    clearTimeout(stalled);
    clearTimeout(late);
  }
}

function tooLarge(mostBytes: number): NotDownloaded {
  return new NotDownloaded(`it is larger than ${mostBytes / 1_000_000} MB`);
}

async function ask(address: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let url = new URL(address);
  for (const hops of [0, 1, 2, 3, 4, 5]) {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    const { status, ok } = response;
    if (ok || status === 304) return response;
    await response.body?.cancel().catch(() => {});
    if (status < 300 || status >= 400) {
      throw new NotDownloaded(`the server answers with status ${status}${describe(status)}`);
    }
    const next = followed(url, response.headers.get('Location'));
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

function headersFor(version = ''): Record<string, string> {
  const [tag, date] = version.split('\n');
  return {
    'User-Agent': 'Butler',
    ...(tag && { 'If-None-Match': tag }),
    ...(date && { 'If-Modified-Since': date }),
  };
}

function versionOf({ headers }: Response): string {
  const version = `${headers.get('ETag') ?? ''}\n${headers.get('Last-Modified') ?? ''}`;
  return version === '\n' ? '' : version;
}

/** `fetch` hides what went wrong in the cause of its error. */
function explain(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return new NotDownloaded('nothing listens there');
  if (code === 'ENOTFOUND') return new NotDownloaded('there is no such host');
  return new NotDownloaded(`the connection failed (${code ?? cause.message})`);
}
