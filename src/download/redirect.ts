/**
 * Where a server sends on to, if that may be followed: only on the host that was configured, so that nobody has Butler
 * ask other machines of its network, and never from HTTPS to HTTP.
 */
export function followed(
  from: URL,
  location: string | null,
): { readonly url: URL } | { readonly refused: string } {
  const url = location === null ? null : URL.parse(location, from);
  if (!url) return { refused: 'the server sends on to nowhere' };
  if (url.hostname !== from.hostname)
    return { refused: `the server sends on to ${url.hostname}, which was not configured` };
  const isSafe = url.protocol === from.protocol || url.protocol === 'https:';
  if (!isSafe || url.username !== '' || url.password !== '') {
    return { refused: `the server sends on to ${url.protocol}//${url.hostname}, which is not followed` };
  }
  return { url };
}
