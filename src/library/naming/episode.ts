import type { ExtraType, Identity } from '../../domain/library.ts';
import { findDate, findTimeAfter } from './calendar.ts';
import { isCategoryFolder } from './category-folder.ts';
import { findDisc } from './disc-folder.ts';
import { isDiscStructureFolder } from './disc-structure.ts';
import { takeEditionMark } from './edition.ts';
import { type EpisodeMark, findEpisodeCode } from './episode-code.ts';
import { findEpisodeNumber } from './episode-number.ts';
import { takeExternalIds } from './external-ids.ts';
import { extraLabels, findExtraFolder, findExtraSuffix } from './extra.ts';
import { known } from './known.ts';
import type { MediaPath } from './media-path.ts';
import { type Name, type Rest, readName, readRest, skipTitle } from './name.ts';
import { rememberLast } from './remember-last.ts';
import { findSeasonFolder, findSeasonText } from './season-folder.ts';
import { cleanTitle, titleKey } from './title.ts';
import { findTitleStart } from './title-cut.ts';
import { splitWords } from './words.ts';

/** Says which episode of which show a file is, or which show it is an extra of. */
export function identifyEpisode({ folders, stem }: MediaPath): Identity {
  const inFolder = findExtras(folders);
  if (inFolder !== undefined) {
    const { show } = readPlace(folders.slice(0, inFolder.index));
    if (show !== undefined) return extraOf(inFolder.type, findExtraSuffix(stem)?.rest || stem, show);
  }
  const place = readPlace(folders);
  const suffix = findExtraSuffix(stem);
  if (suffix !== undefined) {
    const show = place.show ?? readShow(suffix.rest, findMark(suffix.rest, place));
    return extraOf(suffix.type, suffix.rest, show);
  }

  const { rest: unmarked, edition } = takeEditionMark(stem);
  const { rest: text, ids } = takeExternalIds(unmarked);
  const own = findMark(text, place);
  const mark = own ?? place.mark;
  const show = place.show ?? readShow(text, own);
  const behind = own === undefined ? titleAlone(text, show, place) : readRest(withoutGroup(text, own));
  return known({
    kind: 'episode' as const,
    show: show.title,
    showYear: show.year?.year,
    season: mark?.season ?? seasonBefore(text, own) ?? place.season,
    episodes: mark?.episodes ?? [],
    airedOn: mark?.airedOn,
    title: behind.title || undefined,
    edition: edition ?? behind.edition,
    partIndex: mark?.partIndex ?? behind.partIndex,
    externalIds: show.externalIds ?? ids,
  });
}

/** A file without a number is known by its title: `Specials/Making Of`. */
function titleAlone(text: string, show: Name, place: Place): Rest {
  if (place.mark !== undefined) return readRest('');
  const words = splitWords(text);
  const start = findTitleStart(words);
  const behind = skipTitle(words, start, show.title) ?? start;
  return readRest(text.slice(words[behind]?.cut ?? text.length));
}

const findExtras = rememberLast((folders: readonly string[]) =>
  findExtraFolder(folders, folder => findSeasonFolder(folder, true) !== undefined),
);

/** What the folders say about the files in them. */
interface Place {
  readonly show?: Name;
  readonly season?: number;
  /** From a folder that was made for one episode: `Show.S01E02.720p-GRP/abc.mkv`. */
  readonly mark?: EpisodeMark;
}

/** Looks upwards for the show's folder, past those of seasons and of single episodes. */
const readPlace = rememberLast((folders: readonly string[]): Place => {
  let season: number | undefined;
  let mark: EpisodeMark | undefined;
  let nearer: Name | undefined;
  for (let index = folders.length - 1; index >= 0; index--) {
    const folder = folders[index] as string;
    if (isDiscStructureFolder(folder) || findDisc(folder)?.album === '') continue;
    const code = findEpisodeCode(folder);
    if (code !== undefined) {
      // More episodes than one: a pack, whose files have numbers of their own.
      if (code.episodes.length === 1) mark ??= code;
      nearer ??= findShow(folder.slice(0, code.start));
      continue;
    }
    const found = findSeasonFolder(folder, index > 0);
    if (found !== undefined) {
      season ??= found.season;
      nearer ??= findShow(found.show);
      continue;
    }
    if (isCategoryFolder(folder)) break;
    const show = findShow(folder);
    if (show === undefined) continue;
    // `Crime/Show.S01.1080p`: a folder that only sorts is no show, when a nearer one names another.
    return known({ show: nearer === undefined || isRelated(nearer, show) ? show : nearer, season, mark });
  }
  return known({ show: nearer, season, mark });
});

function isRelated(nearer: Name, show: Name): boolean {
  const [a, b] = [titleKey(nearer.title), titleKey(show.title)];
  return a.includes(b) || b.includes(a);
}

/** `Show - 01 - 12`, `Show 01-24`: how a folder says which episodes it has. */
const batch = /(?:^| - | )0[0-9]{1,2} ?[-~] ?[0-9]{2,3}$/;

function findShow(text: string): Name | undefined {
  const name = readName(text, 'show');
  const title = name.title.replace(batch, '');
  return title === '' ? undefined : { ...name, title };
}

function findMark(text: string, { show, season, mark }: Place): EpisodeMark | undefined {
  const telling = findEpisodeCode(text) ?? findAirDate(text);
  // The folder of a single episode knows it better than a bare number in the file's name.
  if (telling !== undefined || mark !== undefined) return telling;
  return findEpisodeNumber(text, known({ show: show?.title, season }));
}

function findAirDate(text: string): EpisodeMark | undefined {
  const date = findDate(text);
  if (date === undefined) return undefined;
  const end = findTimeAfter(text, date)?.end ?? date.end;
  return { start: date.start, end, episodes: [], airedOn: date.on };
}

/** The show that a file's own name gives, before its number. */
function readShow(text: string, mark: EpisodeMark | undefined): Name {
  const before = mark === undefined ? text : text.slice(0, mark.start);
  const season = findSeasonText(before);
  const name = findShow(season === undefined || season.show === '' ? before : season.show);
  if (name !== undefined) return name;
  return { ...readName('', 'show'), title: mark === undefined ? cleanTitle(text) || text : unknownShow };
}

/** Of files that only have numbers, in folders that only have seasons. */
const unknownShow = 'Unknown Show';

/** `Show S2 - 07`: the season stands before the number. */
function seasonBefore(text: string, mark: EpisodeMark | undefined): number | undefined {
  return mark === undefined ? undefined : findSeasonText(text.slice(0, mark.start))?.season;
}

/** The text behind the number. In `show.s01e02-grp`, all of it is the release group. */
function withoutGroup(text: string, { start, end }: EpisodeMark): string {
  const rest = text.slice(end);
  const isGroup = start > 0 && /^-[\p{L}\p{N}]{1,20}$/u.test(rest) && !/[ -]/.test(text.slice(0, start));
  return isGroup ? '' : rest;
}

function extraOf(extraType: ExtraType, text: string, show: Name): Identity {
  const own = cleanTitle(text);
  const title = own === '' || titleKey(own) === titleKey(show.title) ? extraLabels[extraType] : own;
  return { kind: 'extra', extraType, title, of: known({ title: show.title, year: show.year?.year }) };
}
