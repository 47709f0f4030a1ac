/**
 * Where a server sends on to, if that may be followed: only on the host that was configured, so that nobody has Butler
 * ask other machines of its network, or on one that was allowed by name, and never from HTTPS to HTTP: hosts that were
 * allowed are asked with HTTPS instead.
 *
 * @param alsoHosts with a leading dot, all hosts below that name
 */
export function followed(
  from: URL,
  location: string | null,
  alsoHosts: readonly string[] = [],
): { readonly url: URL } | { readonly refused: string } {
  const url = location === null ? null : URL.parse(location, from);
  if (!url) return { refused: 'the server sends on to nowhere' };
  const { hostname } = url;
  const isAllowed = alsoHosts.some(host =>
    host.startsWith('.') ? hostname.endsWith(host) : hostname === host,
  );
  if (hostname !== from.hostname && !isAllowed)
    return { refused: `the server sends on to ${hostname}, which was not configured` };
  // The Cover Art Archive documents addresses of the Internet Archive that begin so; they hold with HTTPS as well.
  if (isAllowed && from.protocol === 'https:' && url.protocol === 'http:') url.protocol = 'https:';
  const isSafe = url.protocol === from.protocol || url.protocol === 'https:';
  if (!isSafe || url.username !== '' || url.password !== '') {
    return { refused: `the server sends on to ${url.protocol}//${hostname}, which is not followed` };
  }
  return { url };
}
