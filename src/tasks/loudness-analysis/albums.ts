import type { RunContext } from '../../domain/run-context.ts';
import { silentAlbum, sumUp } from '../../library/loudness/album.ts';

/** Raised when the same tracks give another result. */
const revision = 'album:1';

/** Sums up the albums of which a track was measured since, and returns how many. */
export async function sumUpAlbums({ analyses, signal, now }: RunContext): Promise<number> {
  const albums = await analyses.albumsToSum();
  for (const parts of albums) {
    signal.throwIfAborted();
    const tracks = (await analyses.findAll(parts, 'loudness')).flatMap(({ value }) =>
      value.tracks.slice(0, 1),
    );
    const value = sumUp(tracks) ?? silentAlbum;
    const at = now();
    for (const partId of parts)
      await analyses.keep({ partId, kind: 'albumLoudness', version: revision, value }, at);
  }
  return albums.length;
}
