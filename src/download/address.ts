/** Whether something can be downloaded from an address: HTTP or HTTPS, and no user name in it, which `fetch` refuses. */
export function isAddress(text: string): boolean {
  const url = /^https?:\/\/[^\s\\#]+$/i.test(text) ? URL.parse(text) : null;
  return url !== null && url.hostname !== '' && url.username === '' && url.password === '';
}

/** An address as it may be shown: what comes after the path may be a secret. */
export function showAddress(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname}${search && '?…'}`;
}
