import type { FilmOptions } from '../film.ts';
import type { Picture } from '../picture.ts';

/** What is to be seen and heard of a film; its size is chosen when it is made. */
export type FilmContent = Omit<FilmOptions, 'path' | 'width' | 'height' | 'fps' | 'gop' | 'cover'>;

export interface Painting {
  readonly width: number;
  readonly height: number;
  paint(picture: Picture): void;
}

/** What a camera writes into a photo. */
export interface PhotoTags {
  readonly make: string;
  readonly model: string;
  /** As EXIF has it: `2023:06:17 21:40:12`. */
  readonly takenAt: string;
  /** 6 or 8 for a camera that was held upright; the painting is as it is to be seen. */
  readonly orientation?: 6 | 8;
  /** Degrees north and east. */
  readonly place?: readonly [latitude: number, longitude: number];
}

interface WorkPlace {
  /** Below the library's folder, with `/` between names. */
  readonly path: string;
  /** Share of the work, as seconds of film. */
  readonly weight: number;
}

/** A film, an episode or a piece of music. */
export interface FilmWork extends WorkPlace {
  readonly kind: 'film';
  readonly cover?: Painting;
  film(): FilmContent;
}

/** A photo, a poster or a cover. */
export interface ImageWork extends WorkPlace {
  readonly kind: 'image';
  readonly painting: Painting;
  readonly tags?: PhotoTags;
}

/** One file of the sample library. */
export type Work = FilmWork | ImageWork;
