import type { Word } from './words.ts';

/** How an edition is called, and the ways its words are written (as {@link Word.key}s, with spaces between). */
const editions: Readonly<Record<string, readonly string[]>> = {
  "Director's Cut": ['directors cut', 'director cut', 'directors edition', 'directors'],
  'Final Cut': ['final cut', 'the final cut'],
  'Theatrical Cut': [
    'theatrical cut',
    'theatrical release',
    'theatrical edition',
    'theatrical version',
    'theatrical',
  ],
  'Extended Edition': [
    'extended edition',
    'extended cut',
    'extended version',
    'special extended edition',
    'extended',
  ],
  Unrated: ['unrated', 'unrated cut', 'unrated edition', 'unrated version'],
  Uncut: ['uncut', 'uncut edition', 'uncut version'],
  Uncensored: ['uncensored'],
  'Ultimate Edition': ['ultimate edition', 'ultimate cut'],
  'Special Edition': ['special edition'],
  "Collector's Edition": ['collectors edition', 'collector edition'],
  'Criterion Collection': ['criterion collection', 'criterion edition', 'criterion'],
  'Anniversary Edition': ['anniversary edition'],
  'Alternate Cut': ['alternate cut', 'alternative cut', 'alternate version'],
  'Assembly Cut': ['assembly cut'],
  'Rogue Cut': ['rogue cut', 'the rogue cut'],
  'Fan Edit': ['fan edit', 'fanedit'],
  'International Cut': ['international cut', 'international version'],
  'TV Cut': ['tv cut', 'tv version'],
  'Open Matte': ['open matte'],
  Redux: ['redux'],
  Workprint: ['workprint'],
  Restored: ['restored', 'restored edition', '4k restoration', 'restoration'],
  Remastered: ['remastered', '4k remastered', 'remaster'],
  Recut: ['recut'],
  Despecialized: ['despecialized', 'despecialized edition'],
  IMAX: ['imax', 'imax edition', 'imax enhanced'],
  'Black and White': ['black and white', 'black & white', 'black and chrome', 'noir edition'],
};

interface Phrase {
  readonly words: readonly string[];
  readonly label: string;
}

const byFirstWord = new Map<string, Phrase[]>();
for (const [label, phrases] of Object.entries(editions)) {
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const first = words[0] as string;
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { words, label }]);
  }
}
// The longest phrase is the one that was meant.
for (const phrases of byFirstWord.values()) phrases.sort((a, b) => b.words.length - a.words.length);

/** The edition that is named from this word on, and how many words that takes. */
export function findEdition(
  words: readonly Word[],
  index: number,
): { readonly label: string; readonly length: number } | undefined {
  const phrases = byFirstWord.get(words[index]?.key ?? '');
  const phrase = phrases?.find(({ words: keys }) => keys.every((key, at) => words[index + at]?.key === key));
  return phrase && { label: phrase.label, length: phrase.words.length };
}

const mark = /\{\s?edition[- ]([^{}]{1,200})\}/i;

/** Takes Plex's `{edition-…}` out of a name. */
export function takeEditionMark(name: string): { readonly rest: string; readonly edition?: string } {
  const match = name.includes('{') ? mark.exec(name) : null;
  const edition = match?.[1]?.trim();
  if (match === null || !edition) return { rest: name };
  return { rest: name.slice(0, match.index) + name.slice(match.index + match[0].length), edition };
}
