import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Failure } from './failure.ts';

/** Headers of every answer. */
export const securityHeaders: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cache-Control', 'no-store'],
  [
    'Content-Security-Policy',
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  ],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/**
 * What is refused before anything reads the request, and why. It looks at the request as it came over the wire:
 * Node takes duplicate `Host` headers and absolute targets, and everything behind it sees a normalised URL.
 *
 * - the target is a path, without a dot segment, an encoded slash or NUL, or a backslash
 * - exactly one `Host`: a loopback name, the configured host, or an IP address of this machine. Any other name may
 *   belong to a page that had it resolve to this machine (DNS rebinding)
 * - a browser may write, and open a websocket, only from pages of this server
 */
export function findRefusal(request: IncomingMessage, configuredHost: string): Failure | undefined {
  const { rawHeaders, url = '', method = '', headers } = request;
  const targetError = findTargetError(url);
  if (targetError !== undefined) return { status: 400, message: targetError };

  const [host, ...furtherHosts] = headerValues(rawHeaders, 'host');
  if (host === undefined || furtherHosts.length > 0) {
    return { status: 400, message: 'A request names its host exactly once.' };
  }
  if (!isOwnHost(host, configuredHost)) {
    return { status: 421, message: 'This server does not go by that name: use its IP address, or --host.' };
  }

  // The rule of browsers that keeps the answers of one site from the pages of another knows nothing of websockets.
  const isRead = (method === 'GET' || method === 'HEAD') && headers.upgrade?.toLowerCase() !== 'websocket';
  if (!isRead && headerValues(rawHeaders, 'origin').some(origin => !isSameOrigin(origin, host))) {
    return { status: 403, message: 'Pages of other sites may not change anything here.' };
  }
  return undefined;
}

function findTargetError(target: string): string | undefined {
  if (!target.startsWith('/')) return 'The target of a request must be a path.';
  const [path = ''] = target.split('?', 1);
  if (/[\\#]|%(?:2f|5c|00)|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) {
    return 'The path has dot segments, encoded slashes or signs that no path of this server has.';
  }
  return undefined;
}

function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

function isOwnHost(header: string, configuredHost: string): boolean {
  const match = /^(?:([a-z0-9._-]+)|\[([0-9a-f:.]+)\])(?::\d{1,5})?$/i.exec(header);
  const name = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (name === undefined) return false;
  if (name === 'localhost' || name === '127.0.0.1' || name === configuredHost.toLowerCase()) return true;
  const family = isIP(name);
  return family !== 0 && ownAddresses().check(name, family === 6 ? 'ipv6' : 'ipv4');
}

/** Read anew each time: addresses come and go with cables and leases. */
function ownAddresses(): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addAddress('::1', 'ipv6');
  for (const { address, family } of Object.values(networkInterfaces()).flatMap(
    addresses => addresses ?? [],
  )) {
    list.addAddress(address, family === 'IPv6' ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Without TLS of our own, a proxy before us may have been reached by either scheme. */
function isSameOrigin(origin: string, host: string): boolean {
  return [`http://${host}`, `https://${host}`].some(own => own.toLowerCase() === origin.toLowerCase());
}
