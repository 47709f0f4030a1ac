import type { Nfo, NfoEntry, NfoRoot } from '../../../domain/local-media.ts';
import { nfoRoots } from '../../../domain/local-media.ts';
import type { FieldValues } from '../../../domain/metadata.ts';
import { type Element, parseElements } from './element.ts';
import { FoundIds, findAddresses, findIds } from './ids.ts';
import { NfoError } from './nfo-error.ts';
import { findTags } from './tags.ts';
import { toRating, Values } from './values.ts';

/**
 * Reads an NFO file in the dialect that Kodi, Jellyfin and Emby write (https://kodi.wiki/view/NFO_files): one
 * description, or several of episodes one after the other, or nothing but the address of a page. What is neither says
 * nothing: release groups leave files of that name too. Throws `NfoError` where it is a description that cannot be read.
 */
export function parseNfo(text: string): Nfo {
  const found = new FoundIds();
  if (!text.trimStart().startsWith('<')) {
    findAddresses(text, found);
    const { ids, doubts } = found;
    return { entries: Object.keys(ids).length > 0 ? [{ said: { fields: {}, tags: [], ids } }] : [], doubts };
  }
  const described = parseElements(text).flatMap(findDescriptions);
  if (described.length === 0) throw new NfoError('it describes nothing that is known');
  const read = described.map(element => readEntry(element, described.length === 1 ? textBehind(text) : ''));
  return { entries: read.map(({ entry }) => entry), doubts: read.flatMap(({ doubts }) => doubts) };
}

/** A description, or those within an element that only holds them together. */
function findDescriptions(element: Element): readonly (Element & { name: NfoRoot })[] {
  if (isRoot(element)) return [element];
  return element.children.filter(isRoot);
}

function isRoot(element: Element): element is Element & { name: NfoRoot } {
  return nfoRoots.some(root => root === element.name);
}

/** Where Kodi looks for the address of a page in a file that has both. */
function textBehind(text: string): string {
  return text.slice(text.lastIndexOf('>') + 1);
}

function readEntry(
  { name: root, children }: Element & { name: NfoRoot },
  behind: string,
): { entry: NfoEntry; doubts: readonly string[] } {
  const values = new Values(children);
  const found = new FoundIds();
  findIds(children, found);
  findAddresses(behind, found);
  const season = values.whole('season', 'seasonnumber');
  const episode = values.whole('episode');
  const entry = {
    root,
    ...(season !== undefined && { season }),
    ...(episode !== undefined && { episode }),
    said: { fields: readFields(root, values), tags: findTags(values), ids: found.ids },
  };
  return { entry, doubts: found.doubts };
}

function readFields(root: NfoRoot, values: Values): Partial<FieldValues> {
  const date = values.date('premiered', 'aired', 'releasedate', 'originalreleasedate');
  const fields: { [K in keyof FieldValues]: FieldValues[K] | undefined } = {
    title: root === 'artist' ? values.line('name', 'title') : values.line('title', 'localtitle'),
    titleSort: values.line('sorttitle', 'sortname'),
    originalTitle: values.line('originaltitle'),
    summary: values.text('plot', 'outline', 'review', 'biography'),
    tagline: values.line('tagline'),
    contentRating: values.line('mpaa', 'certification')?.replace(/^rated /i, ''),
    rating: criticRating(values),
    audienceRating: audienceRating(values),
    userRating: values.rating('userrating', 10),
    studio: root === 'album' ? values.line('label', 'studio') : values.line('studio'),
    year: values.year() ?? (date === undefined ? undefined : Number(date.slice(0, 4))),
    originallyAvailableAt: date,
    status: root === 'tvshow' ? values.line('status') : undefined,
    subtype: undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Names of ratings by critics; all others are by the audience. */
const critics = /metacritic|tomatometer|critic/i;

function criticRating(values: Values): number | undefined {
  return values.rating('criticrating', 100) ?? ratingOf(values, true);
}

function audienceRating(values: Values): number | undefined {
  return ratingOf(values, false) ?? values.rating('rating', 10);
}

/** The default one of `ratings`, or the first. */
function ratingOf(values: Values, byCritics: boolean): number | undefined {
  const ratings = values
    .all('ratings')
    .flatMap(({ children }) => children)
    .filter(({ attributes }) => critics.test(attributes['name'] ?? '') === byCritics)
    .sort((a, b) => Number(isDefault(b)) - Number(isDefault(a)));
  for (const { attributes, children } of ratings) {
    const value = children.find(child => child.name === 'value')?.text ?? '';
    const rating = toRating(value, Number(attributes['max'] ?? 10));
    if (rating !== undefined) return rating;
  }
  return undefined;
}

function isDefault({ attributes }: Element): boolean {
  return attributes['default'] === 'true';
}
