import type { RetryConfig } from './retry.ts';

/** In which form a Plex server is asked to answer. Butler's own API speaks JSON only. */
export const Accepts = { ApplicationJson: 'application/json', ApplicationXml: 'application/xml' } as const;
export type Accepts = (typeof Accepts)[keyof typeof Accepts];

/** What may be said of each call. */
export interface CallOptions {
  /** Instead of those of the client. */
  readonly retries?: RetryConfig | undefined;
  /** For each try, from sending it to the last byte of the answer, in milliseconds; 0 for no end. */
  readonly timeoutMs?: number | undefined;
  /** Aborted, the call rejects with an `AbortedError`, in a wait between two tries as well. */
  readonly signal?: AbortSignal | undefined;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Under which Butler does a POST once, however often it is sent; each call to its own API has one by itself. With one, a POST is tried again like a GET. */
  readonly idempotencyKey?: string | undefined;
  /** Told of every answer, also where the call is tried again, for its status and headers, such as `ETag`. The body is read elsewhere. */
  readonly onResponse?: ((response: Response) => void) | undefined;
}

/** Who is asked, and who asks. All but `serverURL` and `token` may be left out. */
export interface ButlerOptions {
  /** Where the server is, such as `http://attic:32500`; a path before its own is kept. By default where Butler is on this machine, in a browser where the page is from. */
  readonly serverURL?: string | URL | undefined;
  /** The owner's token, or what gives it each time it is needed. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** `application/json` by default. Both give the same results. */
  readonly accepts?: Accepts | undefined;
  /** An id of this installation of the client. */
  readonly clientIdentifier?: string | undefined;
  /** The name of the client. */
  readonly product?: string | undefined;
  readonly version?: string | undefined;
  readonly platform?: string | undefined;
  readonly platformVersion?: string | undefined;
  readonly device?: string | undefined;
  readonly model?: string | undefined;
  readonly deviceVendor?: string | undefined;
  /** The name that its owner gave it. */
  readonly deviceName?: string | undefined;
  readonly marketplace?: string | undefined;
  /** By default for ten seconds, with growing waits. Only what may be sent twice is: not a POST to a Plex server. */
  readonly retries?: RetryConfig | undefined;
  /** For each try, in milliseconds, 0 for no end; 30,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** The most that is read of one answer, in bytes; 64 MiB by default. */
  readonly maxResponseBytes?: number | undefined;
  /** Instead of the `fetch` of the platform. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** The headers by which Plex's clients say who they are. */
const headerNames = {
  clientIdentifier: 'X-Plex-Client-Identifier',
  product: 'X-Plex-Product',
  version: 'X-Plex-Version',
  platform: 'X-Plex-Platform',
  platformVersion: 'X-Plex-Platform-Version',
  device: 'X-Plex-Device',
  model: 'X-Plex-Model',
  deviceVendor: 'X-Plex-Device-Vendor',
  deviceName: 'X-Plex-Device-Name',
  marketplace: 'X-Plex-Marketplace',
} as const;

/** Throws a TypeError for a value with a line break. */
export function identityHeaders(options: ButlerOptions): Headers {
  const headers = new Headers();
  for (const [option, name] of Object.entries(headerNames)) {
    const value = options[option as keyof typeof headerNames];
    if (value !== undefined) headers.set(name, headerValue(option, value));
  }
  return headers;
}

/**
 * Headers carry bytes: letters beyond ASCII travel as UTF-8, which servers of Plex and Butler read. Throws a TypeError,
 * which does not tell the value, for a line break within it.
 */
export function headerValue(option: string, value: string): string {
  const text = value.trim();
  if (/[\0\r\n]/.test(text)) throw new TypeError(`"${option}" has a line break, which no header can carry.`);
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** The address below which everything is asked, without a slash at its end. Throws a TypeError for what is none. */
export function parseServerURL(serverURL: string | URL = defaultServerURL()): string {
  const text = String(serverURL);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError(`The serverURL "${text}" is no address: it is to begin with http:// or https://.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`The serverURL "${text}" is to begin with http:// or https://.`);
  }
  if (url.username || url.password) throw new TypeError('The serverURL takes no user name and password.');
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function defaultServerURL(): string {
  const { location } = globalThis as { location?: { origin?: string } };
  const origin = location?.origin;
  return origin?.startsWith('http') ? origin : 'http://localhost:32500';
}
