import type { EventEmitter } from 'node:events';
import type { WantedArtifacts } from '../domain/artifact-finder.ts';
import type { LibraryCounts, SectionCoverage, TaskProduct } from '../domain/coverage.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { ArtifactKind, Section } from '../domain/library.ts';
import type { PreferenceReader } from '../domain/preference.ts';
import type { TaskName } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import { coverageOf } from '../library/coverage.ts';

/** An asker waits this long for counts of this moment; then the last ones must do. Milliseconds. */
const patienceMs = 80;
/** Counting takes no more than this part of the time while things change. */
const shareOfTime = 0.05;

interface Parts {
  readonly tasks: readonly Task[];
  readonly preferences: PreferenceReader;
  readonly events: EventEmitter<ButlerEvents>;
  readonly count: () => Promise<LibraryCounts>;
  /** Milliseconds that only rise. */
  readonly monotonic: () => number;
}

/**
 * What sections have of all that is to be made of them. The counts are kept, and made anew when somebody asks after
 * something has changed: in a large library that takes some seconds, so then the last ones are told meanwhile.
 */
export class LibraryCoverage {
  readonly #parts: Parts;
  #counts: LibraryCounts | undefined;
  #counting: Promise<LibraryCounts> | undefined;
  #isOutdated = true;
  /** Rises when what is being counted is no longer what there is. */
  #edition = 0;
  /** When the counts may be made again. */
  #restsUntil = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const outdate = () => {
      this.#isOutdated = true;
    };
    for (const event of ['run', 'progress', 'mediaAdded', 'unitFailed'] as const)
      parts.events.on(event, outdate);
  }

  /** Something changed of which no event tells: sections, or their folders. The next answer waits for it. */
  forget(): void {
    this.#edition++;
    this.#counts = undefined;
    this.#counting = undefined;
    this.#isOutdated = true;
    this.#restsUntil = 0;
  }

  /** By the id of the section. */
  async of(sections: readonly Section[]): Promise<ReadonlyMap<number, SectionCoverage>> {
    const counts = await this.#read();
    const products = productsOf(this.#parts.tasks, this.#parts.preferences);
    return new Map(sections.map(section => [section.id, coverageOf(section, counts, products)]));
  }

  async #read(): Promise<LibraryCounts> {
    const isDue = this.#isOutdated && this.#parts.monotonic() >= this.#restsUntil;
    if (isDue) this.#counting ??= this.#count();
    const [counts, counting] = [this.#counts, this.#counting];
    if (counts && counting) return await soon(counting, counts);
    if (counts) return counts;
    return await (counting ?? this.#count());
  }

  async #count(): Promise<LibraryCounts> {
    const { count, monotonic } = this.#parts;
    this.#isOutdated = false;
    const edition = this.#edition;
    const began = monotonic();
    try {
      const counts = await count();
      if (edition === this.#edition) this.#counts = counts;
      return counts;
    } catch (error) {
      this.#isOutdated = true;
      throw error;
    } finally {
      if (edition === this.#edition) this.#counting = undefined;
      const ended = monotonic();
      this.#restsUntil = ended + (ended - began) / shareOfTime;
    }
  }
}

/** In the order of the tasks. */
export function productsOf(tasks: readonly Task[], preferences: PreferenceReader): readonly TaskProduct[] {
  return tasks.flatMap(task => {
    const products = task.kind === 'units' ? (task.products?.(preferences) ?? []) : [];
    return products.map(product => ({ ...product, task: task.name }));
  });
}

/** The versions in which derived files are wanted now. */
export function wantedArtifacts(tasks: readonly Task[], preferences: PreferenceReader): WantedArtifacts {
  return new Map(derivedBy(tasks).flatMap(({ derives }) => [...derives.wanted(preferences)]));
}

/** The tasks that make derived files of a kind, also while they are not wanted. */
export function makersOf(tasks: readonly Task[], kind: ArtifactKind): readonly TaskName[] {
  return derivedBy(tasks).flatMap(({ name, derives }) => (derives.kinds.includes(kind) ? name : []));
}

function derivedBy(tasks: readonly Task[]) {
  return tasks.flatMap(task =>
    task.kind === 'units' && task.derives ? [{ name: task.name, derives: task.derives }] : [],
  );
}

/** What is counted, if that ends soon; otherwise what is known. */
async function soon(counting: Promise<LibraryCounts>, known: LibraryCounts): Promise<LibraryCounts> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<LibraryCounts>(resolve => {
    timer = setTimeout(resolve, patienceMs, known);
  });
  try {
    return await Promise.race([counting.catch(() => known), late]);
  } finally {
    clearTimeout(timer);
  }
}
