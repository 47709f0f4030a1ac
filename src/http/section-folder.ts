import { normalize } from 'node:path';
import type { Section } from '../domain/library.ts';
import { isBelow } from '../domain/scan-scope.ts';

/** A path as the folder of the section that it names, normalised; undefined where it lies elsewhere. */
export function findSectionFolder({ roots }: Pick<Section, 'roots'>, path: string): string | undefined {
  const folder = normalize(path).replace(/(?<=.)\/+$/, '');
  const isWithin = !folder.includes('\0') && roots.some(root => isBelow(folder, root.path));
  return isWithin ? folder : undefined;
}
