import type { FileKind, Identify, SectionType } from '../../domain/library.ts';
import type { MediaFacts } from '../../domain/media.ts';
import { identifyEpisode } from './episode.ts';
import { fileKindOf } from './file-kind.ts';
import { isIgnoredFolder, isIgnoredName } from './ignored.ts';
import { splitPath } from './media-path.ts';
import { identifyMovie } from './movie.ts';
import { identifyPhoto } from './photo.ts';
import { rememberLast } from './remember-last.ts';
import { identifyTrack } from './track.ts';

/** Says what a file is: see {@link Identify}. Never throws, and takes time in proportion to the path's length. */
export const identify: Identify = (type, relativePath, facts) => {
  const path = splitPath(relativePath);
  if (isIgnoredName(path.name)) return { kind: 'ignored', because: 'hidden, unfinished or a sample' };
  if (isLeftOut(path.folders)) return { kind: 'ignored', because: 'in a folder that is left out' };
  if (!belongs(type, fileKindOf(path.name), facts)) {
    return { kind: 'ignored', because: `no ${subjects[type]} by its name` };
  }
  switch (type) {
    case 'movie':
      return identifyMovie(path);
    case 'show':
      return identifyEpisode(path);
    case 'artist':
      return identifyTrack(path, facts);
    case 'photo':
      return identifyPhoto(path, facts);
  }
};

const isLeftOut = rememberLast((folders: readonly string[]) => folders.some(isIgnoredFolder));

const subjects: Readonly<Record<SectionType, string>> = {
  movie: 'video',
  show: 'video',
  artist: 'music',
  photo: 'photo or clip',
};

/** Whether a section of this type holds files of this kind. A video file without a picture is music. */
function belongs(type: SectionType, kind: FileKind, facts: MediaFacts | undefined): boolean {
  switch (type) {
    case 'movie':
    case 'show':
      return kind === 'video';
    case 'artist':
      return (
        kind === 'audio' ||
        (kind === 'video' && facts !== undefined && !facts.streams.some(stream => stream.kind === 'video'))
      );
    case 'photo':
      return kind === 'image' || kind === 'video';
  }
}
