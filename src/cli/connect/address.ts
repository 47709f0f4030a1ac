import { ButlerError } from '../../domain/errors.ts';

/**
 * The address of a server as people write it: `attic:32500`, `https://attic.example/plex/`. Without a scheme it is
 * `http`; a path before the server's own is kept. Throws `address-invalid`.
 */
export function parseAddress(given: string): string {
  const text = given.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  const isOne =
    url && /^https?:$/.test(url.protocol) && url.hostname !== '' && !url.username && !url.password;
  if (!isOne || url.search || url.hash) throw new ButlerError('address-invalid', { given });
  return url.origin + url.pathname.replace(/\/+$/, '');
}
