import type { ExtraType } from '../../domain/library.ts';
import { titleKey } from './title.ts';
import type { Word } from './words.ts';

/** Names of folders, without spaces and marks, that hold extras of what the folder above them holds. */
const folders: Readonly<Record<ExtraType, readonly string[]>> = {
  trailer: ['trailer', 'trailers', 'teasers'],
  behindthescenes: ['behindthescenes', 'makingof'],
  deletedscene: ['deleted', 'deletedscene', 'deletedscenes'],
  featurette: ['featurette', 'featurettes'],
  interview: ['interview', 'interviews'],
  scene: ['scene', 'scenes', 'clips'],
  short: ['short', 'shorts'],
  other: ['other', 'others', 'extra', 'extras', 'bonus', 'bonusdisc', 'bonusfeatures', 'specialfeatures'],
};

/** Ends of file names, behind a dash. */
const suffixes: Readonly<Record<ExtraType, readonly string[]>> = {
  trailer: ['trailer', 'teaser'],
  behindthescenes: ['behindthescenes'],
  deletedscene: ['deleted', 'deletedscene'],
  featurette: ['featurette'],
  interview: ['interview'],
  scene: ['scene', 'clip'],
  short: ['short'],
  other: ['other', 'extra'],
};

/** What an extra is called that has no name of its own. */
export const extraLabels: Readonly<Record<ExtraType, string>> = {
  trailer: 'Trailer',
  behindthescenes: 'Behind the Scenes',
  deletedscene: 'Deleted Scene',
  featurette: 'Featurette',
  interview: 'Interview',
  scene: 'Scene',
  short: 'Short',
  other: 'Extra',
};

const byFolder = invert(folders);
const bySuffix = invert(suffixes);

function invert(table: Readonly<Record<ExtraType, readonly string[]>>): ReadonlyMap<string, ExtraType> {
  return new Map(
    Object.entries(table).flatMap(([type, names]) => names.map(name => [name, type as ExtraType] as const)),
  );
}

/** The folder of extras that a file is in: its index among the folders, and what it holds. */
export interface ExtraFolder {
  readonly index: number;
  readonly type: ExtraType;
}

/**
 * The innermost folder of extras. A root's own folders are none: `Shorts/Film (1999)` sorts films. Nor is one in
 * which `isMain` finds a folder that names a film or a season of its own.
 */
export function findExtraFolder(
  folders: readonly string[],
  isMain: (folder: string) => boolean,
): ExtraFolder | undefined {
  for (let index = folders.length - 1; index >= 1; index--) {
    const folder = folders[index] as string;
    const type = byFolder.get(titleKey(folder));
    if (type !== undefined) return { index, type };
    if (isMain(folder)) return undefined;
  }
  return undefined;
}

export interface ExtraSuffix {
  readonly type: ExtraType;
  /** The stem without the suffix; empty when it is nothing else. */
  readonly rest: string;
}

const lastWord = /(?:^|[-._ ])([a-z]{4,15})[ ]?[0-9]{0,2}$/i;

/**
 * Plex's suffixes: `Film (1999)-trailer`, `Making Of-behindthescenes2`. A trailer may also be written `film.trailer`,
 * `film_trailer`, `film - trailer`, or just `trailer`.
 */
export function findExtraSuffix(stem: string): ExtraSuffix | undefined {
  const match = lastWord.exec(stem);
  const type = match === null ? undefined : bySuffix.get((match[1] as string).toLowerCase());
  if (match === null || type === undefined) return undefined;
  const rest = stem.slice(0, match.index);
  const separator = match[0].charAt(0);
  const isTight = separator === '-' && !rest.endsWith(' ');
  const isTrailer = type === 'trailer' && (rest === '' || separator !== ' ' || rest.endsWith(' -'));
  return isTight || isTrailer ? { type, rest } : undefined;
}

/** A trailer by its tail: `Film.2010.Trailer.1080p`. */
export function hasTrailerTag(words: readonly Word[], tail: number): boolean {
  return words.slice(tail).some(word => word.key === 'trailer' || word.key === 'teaser');
}
