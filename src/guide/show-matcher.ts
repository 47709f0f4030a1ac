import type { KnownShow } from '../domain/guide.ts';
import { titleKey } from '../library/naming/title.ts';

/** A show as a guide names it: `Doctor Who (2005)`, and perhaps when it was made. */
export interface ShownTitle {
  readonly title: string;
  readonly year?: number | undefined;
}

const yearBehind = /^(.+?) ?\((\d{4})\)$/;

/** Titles whose answer is remembered: a guide repeats its titles all day long. */
const mostRemembered = 20_000;

/**
 * Finds the show in the library that a programme is of, by its title: case, accents and punctuation do not count. Of
 * several shows with one title the year decides; where it does not, none is found, since a wrong one is worse.
 */
export class ShowMatcher {
  readonly #shows: ReadonlyMap<string, readonly KnownShow[]>;
  readonly #remembered = new Map<string, readonly KnownShow[]>();

  constructor(shows: readonly KnownShow[]) {
    const named = shows.map(show => ({ key: titleKey(splitYear(show.title).title), show }));
    const groups = Map.groupBy(
      named.filter(({ key }) => key !== ''),
      ({ key }) => key,
    );
    this.#shows = new Map([...groups].map(([key, group]) => [key, group.map(({ show }) => show)]));
  }

  /** The id of the show. */
  find(programme: ShownTitle): number | undefined {
    if (this.#shows.size === 0) return undefined;
    const candidates = this.#candidates(programme.title);
    if (candidates.length <= 1) return candidates[0]?.id;
    const year = splitYear(programme.title).year ?? programme.year;
    const ofYear = candidates.filter(show => (show.year ?? splitYear(show.title).year) === year);
    return year !== undefined && ofYear.length === 1 ? ofYear[0]?.id : undefined;
  }

  #candidates(title: string): readonly KnownShow[] {
    let found = this.#remembered.get(title);
    if (!found) {
      found = this.#shows.get(titleKey(splitYear(title).title)) ?? [];
      if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
      this.#remembered.set(title, found);
    }
    return found;
  }
}

function splitYear(title: string): ShownTitle {
  const match = yearBehind.exec(title);
  return match?.[1] ? { title: match[1], year: Number(match[2]) } : { title };
}
