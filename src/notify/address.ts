/**
 * Whether notices can be sent to an address: HTTP or HTTPS, and no user name in it, which `fetch` refuses. What
 * comes after the host is up to whoever listens there.
 */
export function isAddress(text: string): boolean {
  const url = /^https?:\/\/[^\s\\#]+$/i.test(text) ? URL.parse(text) : null;
  return url !== null && url.hostname !== '' && url.username === '' && url.password === '';
}

/** An address and a path below it. */
export function below(address: string, path: string): string {
  return `${address.replace(/\/+$/, '')}/${path}`;
}
