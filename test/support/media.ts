import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PassOrder } from '../../src/domain/pass.ts';

const folder = fileURLToPath(new URL('../../../shared/media/', import.meta.url));

/** Why tests on real files cannot run here; undefined where they can. */
export const noRealMedia = existsSync(folder) ? undefined : '../shared/media is not there';

/** The path of a real file: `video/rotated.mp4`. */
export function realMedia(name: string): string {
  return `${folder}${name}`;
}

/** An order for a file as it is now. */
export function orderFor(path: string, analyzers: PassOrder['analyzers']): PassOrder {
  const { size, mtimeMs } = statSync(path);
  return { path, size, modifiedAt: Math.floor(mtimeMs), analyzers };
}
