import type { Identity } from '../../domain/library.ts';
import type { MediaFacts } from '../../domain/media.ts';
import { findDate, findTimeAfter } from './calendar.ts';
import { known } from './known.ts';
import type { MediaPath } from './media-path.ts';

const noAlbum = 'Unsorted';

/** Says in which album a photo is, and when it was taken: by its EXIF data, or the date in its name or its folder's. */
export function identifyPhoto({ folders, stem }: MediaPath, facts: MediaFacts | undefined): Identity {
  const album = folders.at(-1) ?? noAlbum;
  return known({
    kind: 'photo' as const,
    album,
    title: stem,
    takenOn: facts?.photo?.takenOn ?? findMoment(stem) ?? findDate(album)?.on,
  });
}

/** `IMG_20240501_123000` is `2024-05-01T12:30:00`; without a time of day, the date alone. */
function findMoment(name: string): string | undefined {
  const date = findDate(name);
  if (date === undefined) return undefined;
  const clock = findTimeAfter(name, date);
  return clock === undefined ? date.on : `${date.on}T${clock.time}`;
}
