import { parseFile } from 'music-metadata';
import type { MusicTags } from '../../domain/media.ts';
import type { SourceFile } from '../source-file.ts';

/** Reads the tags of a music file; none where they are damaged, or of a kind that only FFmpeg knows. */
export async function readMusicTags(source: SourceFile): Promise<MusicTags> {
  try {
    const { common } = await parseFile(source.path, {
      skipCovers: true,
      skipPostHeaders: false,
      duration: false,
    });
    return compact({
      title: common.title,
      artist: common.artist,
      albumArtist: common.albumartist,
      album: common.album,
      year: common.year,
      track: common.track.no,
      disc: common.disk.no,
      genres: common.genre,
    });
  } catch {
    return {};
  }
}

/** Makes tags of what a container says, by FFmpeg's names. */
export function parseContainerTags(metadata: Readonly<Record<string, string>>): MusicTags {
  const named = new Map(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const text = (...names: string[]) => names.map(name => named.get(name)).find(Boolean);
  const number = (...names: string[]) => parseLeadingNumber(text(...names));
  return compact({
    title: text('title'),
    artist: text('artist'),
    albumArtist: text('album_artist', 'albumartist', 'album artist'),
    album: text('album'),
    year: number('date', 'year', 'originaldate'),
    track: number('track', 'tracknumber'),
    disc: number('disc', 'discnumber'),
    genres: text('genre')
      ?.split(/\s*[;\0]\s*/)
      .filter(Boolean),
  });
}

/** `3/12` is 3, `2018-05-01` is 2018. */
function parseLeadingNumber(text: string | undefined): number | undefined {
  const digits = text?.match(/^\d{1,4}/)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

type Found = { readonly [K in keyof MusicTags]: MusicTags[K] | undefined | null };

/** Leaves out what is not there. */
function compact(found: Found): MusicTags {
  const isThere = (value: unknown) =>
    value != null && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(found).filter(([, value]) => isThere(value)));
}
