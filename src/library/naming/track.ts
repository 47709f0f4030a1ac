import type { Identity } from '../../domain/library.ts';
import type { MediaFacts } from '../../domain/media.ts';
import { readAlbumPlace, unifyArtist, variousArtists } from './album-folder.ts';
import { findDisc } from './disc-folder.ts';
import { known } from './known.ts';
import type { MediaPath } from './media-path.ts';
import { titleKey } from './title.ts';
import { readTrackName } from './track-name.ts';

/** Says which track of which album a file is: by its tags, and by its path where they are silent. */
export function identifyTrack({ folders, stem }: MediaPath, facts: MediaFacts | undefined): Identity {
  const tags = facts?.tags ?? {};
  const name = readTrackName(stem);
  const place = readAlbumPlace(folders, name.track !== undefined);
  const named = namesIn(name.parts, place.albumArtist, place.album);

  const taggedArtist = textOf(tags.artist);
  const artist = taggedArtist ?? named.artist ?? place.albumArtist ?? unknownArtist;
  const albumArtist =
    textOf(tags.albumArtist) ??
    (taggedArtist === undefined ? undefined : albumArtistOf(taggedArtist, place.albumArtist)) ??
    place.albumArtist ??
    artist;
  const taggedAlbum = textOf(tags.album);
  const discOfAlbum = taggedAlbum === undefined ? undefined : findDisc(taggedAlbum);
  return known({
    kind: 'track' as const,
    albumArtist: unifyArtist(albumArtist),
    artist,
    album: discOfAlbum?.album || taggedAlbum || place.album || named.album || unknownAlbum,
    title: textOf(tags.title) ?? named.title,
    disc: tags.disc ?? place.disc ?? name.disc ?? discOfAlbum?.disc ?? 1,
    track: tags.track ?? name.track,
    year: tags.year ?? place.year,
  });
}

const unknownArtist = 'Unknown Artist';
const unknownAlbum = 'Unknown Album';

/** A tag's text, composed like the names of files; nothing where it is blank. */
function textOf(tag: string | undefined): string | undefined {
  return tag?.normalize('NFC').trim() || undefined;
}

function notVarious(artist: string | undefined): string | undefined {
  return artist === variousArtists ? undefined : artist;
}

const guests = /\s[([]?(?:feat|ft|featuring|with)\.?\s/i;

/**
 * The artist of the album, for tracks tagged without one: guests would tear the album apart. A folder for the artist
 * or for compilations knows it better.
 */
function albumArtistOf(artist: string, folderArtist: string | undefined): string {
  const at = artist.search(guests);
  const main = at > 0 ? artist.slice(0, at) : artist;
  if (folderArtist === variousArtists) return variousArtists;
  const key = titleKey(folderArtist ?? '');
  return folderArtist !== undefined && key !== '' && titleKey(artist).startsWith(key) ? folderArtist : main;
}

interface NamesInFile {
  readonly artist?: string;
  readonly album?: string;
  readonly title: string;
}

/** `Artist - Title`, `Artist - Album - Title`; in an artist's album, `Title - Subtitle` stays whole. */
function namesIn(
  parts: readonly string[],
  albumArtist: string | undefined,
  album: string | undefined,
): NamesInFile {
  const [first = '', ...others] = parts;
  const whole = parts.join(' - ');
  if (others.length === 0) return { title: first };
  const isOpen = notVarious(albumArtist) === undefined;
  if (!isOpen && titleKey(first) !== titleKey(albumArtist ?? '')) return { title: whole };
  const [second = '', ...rest] = others;
  const namesAlbum = rest.length > 0 && (album === undefined || titleKey(second) === titleKey(album));
  const title = namesAlbum ? rest.join(' - ') : others.join(' - ');
  return { artist: first, ...(namesAlbum && { album: second }), title };
}
