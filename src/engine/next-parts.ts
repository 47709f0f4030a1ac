import type { Part } from '../domain/library.ts';
import type { LibraryStore } from '../domain/ports.ts';
import { partIdOf, type UnitSpec } from '../domain/task.ts';

type Subject = UnitSpec['subject'];

/** Files that are looked up together. */
const mostTogether = 16;
/** Milliseconds for which what was looked up is taken for what is: small files are read within it, films are not. */
const mostAgeMs = 1_000;

/**
 * Finds the files of units, and those of the units that come next along with them: a question to the database waits for
 * the transaction that is on its way, and workers that are through with a small file are not to wait for that each time.
 */
export class NextParts {
  readonly #library: Pick<LibraryStore, 'findParts'>;
  readonly #coming: (limit: number) => readonly Subject[];
  #found: { readonly at: number; readonly parts: ReadonlyMap<Subject, Part | undefined> } | undefined;

  /** @param coming subjects that are likely asked for next */
  constructor(library: Pick<LibraryStore, 'findParts'>, coming: (limit: number) => readonly Subject[]) {
    this.#library = library;
    this.#coming = coming;
  }

  /** The file of a unit; undefined where the library does not know it any more. */
  async find(subject: Subject): Promise<Part | undefined> {
    const at = performance.now();
    const found = this.#found;
    if (found && at - found.at < mostAgeMs && found.parts.has(subject)) return found.parts.get(subject);
    const subjects = [subject, ...this.#coming(mostTogether - 1)];
    const idOf = (one: Subject) => partIdOf({ subject: one });
    const parts = await this.#library.findParts(subjects.map(idOf));
    this.#found = { at, parts: new Map(subjects.map(one => [one, parts.get(idOf(one))])) };
    return parts.get(idOf(subject));
  }
}
