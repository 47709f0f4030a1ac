import { createHash } from 'node:crypto';
import type { SourceFile } from '../source-file.ts';

const endBytes = 65_536;

/** The hash that {@link MediaFacts.contentHash} describes. */
export function hashContent(source: SourceFile): string {
  const hash = createHash('sha1').update(`${source.size}\n`);
  if (source.size <= 2 * endBytes) hash.update(source.read(0, source.size));
  else hash.update(source.read(0, endBytes)).update(source.read(source.size - endBytes, endBytes));
  return hash.digest('hex');
}
