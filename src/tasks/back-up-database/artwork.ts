import type { RunContext } from '../../domain/run-context.ts';
import { openMarked } from '../../files/marked-folder.ts';
import { walkSafely } from '../../files/walk-safely.ts';

/** A picture that was kept when the backup was made. Its name is the hash of its content. */
export interface ListedArtwork {
  /** Below the folder of artwork, with `/` between names. */
  readonly path: string;
  readonly bytes: number;
}

/** Every picture that is kept, by path. A folder that is not there, or not ours, has none. */
export async function listArtwork({ folders }: Pick<RunContext, 'folders'>): Promise<ListedArtwork[]> {
  await using folder = await openMarked(folders.blobs, 'blobs').catch(() => undefined);
  const listed: ListedArtwork[] = [];
  if (!folder) return listed;
  for await (const { kind, path, bytes } of walkSafely(folder)) {
    if (kind === 'file') listed.push({ path, bytes });
  }
  return listed.sort((a, b) => (a.path < b.path ? -1 : 1));
}
