/**
 * Where the derived files of some content are kept, below the bundles folder: Plex's layout,
 * `<h0>/<h1…>.bundle`, h being the hash of the content (40 hexadecimal digits).
 */
export function formatBundle(contentHash: string): string {
  return `${contentHash.slice(0, 1)}/${contentHash.slice(1)}.bundle`;
}

/** The content hash of a bundle's path; undefined for any other path. */
export function parseBundle(path: string): string | undefined {
  const [, first, rest] = /^([0-9a-f])\/([0-9a-f]{39})\.bundle$/.exec(path) ?? [];
  return first && rest ? first + rest : undefined;
}
