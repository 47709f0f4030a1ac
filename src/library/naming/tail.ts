import { findEdition } from './edition.ts';
import { findStackedPart } from './stacked-part.ts';
import type { Word } from './words.ts';

/** What a name says behind its title. */
export interface Tail {
  readonly edition: string | undefined;
  readonly partIndex: number | undefined;
}

/** Edition and part among the words behind the title. */
export function readTail(words: readonly Word[], from: number): Tail {
  let edition: string | undefined;
  let partIndex: number | undefined;
  for (let index = from; index < words.length; index++) {
    const found = findEdition(words, index);
    if (found !== undefined) {
      if (edition === undefined) edition = found.label;
      else if (!edition.includes(found.label)) edition += ` ${found.label}`;
      index += found.length - 1;
      continue;
    }
    partIndex ??= findStackedPart(words, index)?.index;
  }
  return { edition, partIndex };
}
