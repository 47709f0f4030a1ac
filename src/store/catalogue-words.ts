import { type RawBuilder, sql } from 'kysely';
import type { ItemType } from '../domain/library.ts';

/** Longer texts are no titles; they only cost. */
const mostWords = 12;

export interface WordSearch {
  readonly text: string;
  readonly type?: ItemType | undefined;
  readonly sectionId?: number | undefined;
}

/** The words of a text as the index knows them (FTS5's `unicode61`). */
function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? []).slice(0, mostWords);
}

/**
 * FTS5's query for items in whose title every word of the text begins a word. Undefined where the text has no words.
 * Source of the syntax: sqlite.org/fts5.html, 3.
 */
export function matchFor({ text, type, sectionId }: WordSearch): string | undefined {
  const words = wordsOf(text);
  if (words.length === 0) return undefined;
  const title = words.map(word => `"${word}" *`).join(' AND ');
  const scope = [type, sectionId !== undefined && `section${sectionId}`].filter(Boolean);
  return [`title : (${title})`, ...scope.map(word => `scope : "${word}"`)].join(' AND ');
}

/** Ids of the items that {@link matchFor} finds. */
export function matching(search: WordSearch): RawBuilder<number> {
  const match = matchFor(search);
  return match === undefined
    ? sql<number>`(select id from item where false)`
    : sql<number>`(select rowid from item_search where item_search match ${match})`;
}
