import { oneLine } from '../../../domain/one-line.ts';
import type { Element } from './element.ts';

/** Longer than any name or title, and than any description. */
const mostInLine = 500;
const mostInText = 20_000;

/** A description's own values, read as what they are; whatever is blank or makes no sense is not there. */
export class Values {
  readonly #children: ReadonlyMap<string, readonly Element[]>;

  constructor(children: readonly Element[]) {
    this.#children = Map.groupBy(children, child => child.name) as ReadonlyMap<string, Element[]>;
  }

  all(name: string): readonly Element[] {
    return this.#children.get(name) ?? [];
  }

  /** The first that is not blank, of the first name that has one. */
  line(...names: readonly string[]): string | undefined {
    return this.#first(names, toLine);
  }

  /** Paragraphs stay. */
  text(...names: readonly string[]): string | undefined {
    return this.#first(names, text => text.slice(0, mostInText).trim() || undefined);
  }

  whole(...names: readonly string[]): number | undefined {
    return this.#first(names, text => (/^[0-9]{1,6}$/.test(text) ? Number(text) : undefined));
  }

  /** Out of `most`, as out of 10. */
  rating(name: string, most: number): number | undefined {
    return this.#first([name], text => toRating(text, most));
  }

  /** ISO date. */
  date(...names: readonly string[]): string | undefined {
    return this.#first(names, toDate);
  }

  year(): number | undefined {
    const year = this.#first(['year'], text => {
      const digits = /^[0-9]{4}/.exec(text)?.[0];
      return digits !== undefined && isYear(Number(digits)) ? Number(digits) : undefined;
    });
    return year;
  }

  #first<T>(names: readonly string[], read: (text: string) => T | undefined): T | undefined {
    for (const name of names) {
      for (const { text } of this.all(name)) {
        const value = read(text);
        if (value !== undefined) return value;
      }
    }
    return undefined;
  }
}

/** Names and titles: one line without what could break it. */
export function toLine(text: string): string | undefined {
  return oneLine(text.replaceAll(/\s+/g, ' ').trim(), mostInLine) || undefined;
}

/** 0 stands for no rating. */
export function toRating(text: string, most: number): number | undefined {
  if (!/^[0-9]{1,3}(?:[.,][0-9]{1,6})?$/.test(text) || !(most > 0)) return undefined;
  const rating = (Number(text.replace(',', '.')) * 10) / most;
  return rating > 0 && rating <= 10 ? Math.round(rating * 100) / 100 : undefined;
}

function toDate(text: string): string | undefined {
  const [, year, month, day] = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])/.exec(text) ?? [];
  if (!isYear(Number(year))) return undefined;
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(parts, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** Programs write the years 1 and 1601 where they know none. */
function isYear(year: number): boolean {
  return year >= 1850 && year <= 2200;
}
