import type { CatalogueItem } from '../../src/domain/catalogue.ts';
import type { SectionCoverage } from '../../src/domain/coverage.ts';
import type { ItemFinder } from '../../src/domain/item-finder.ts';
import { say } from '../../src/domain/phrases.ts';
import { recordedFilm } from '../support/recorded-items.ts';
import { RecordedSections } from '../support/recorded-sections.ts';

/** Names as they are found: with markup, from right to left, and without end. */
const oddTitles = [
  '<img src=x onerror=alert(1)> & <b>"Ø"</b>',
  'فيلم طويل عن الليل والمدينة',
  'A title that goes on and on, '.repeat(18),
  'Ünïcödé 🌙 夜行列車',
];

/** A section of so many films, made as they are asked for. */
export class LargeLibrary implements ItemFinder {
  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  async find({ text, type }: Parameters<ItemFinder['find']>[0], page: Parameters<ItemFinder['find']>[1]) {
    const { limit, after = 0 } = page;
    if (type !== undefined && type !== 'movie') return [];
    const found: CatalogueItem[] = [];
    for (let id = after + 1; id <= this.count && found.length < limit; id++) {
      const item = filmOf(id);
      if (text === undefined || item.title.toLowerCase().includes(text.toLowerCase())) found.push(item);
    }
    return found;
  }

  async parts() {
    return new Map();
  }

  async partsBelow() {
    return [];
  }
}

function filmOf(id: number): CatalogueItem {
  const title = oddTitles[id - 1] ?? `Film ${String(id).padStart(6, '0')}`;
  return { ...recordedFilm, id, title, sortTitle: title, year: 1900 + (id % 120) };
}

/** Sections that hold a great deal, and lack some of everything. */
export class LargeSections extends RecordedSections {
  readonly #count: number;

  constructor(sections: ConstructorParameters<typeof RecordedSections>[0], count: number) {
    super(sections);
    this.#count = count;
  }

  override async coverage(
    sections: Parameters<RecordedSections['coverage']>[0],
  ): Promise<ReadonlyMap<number, SectionCoverage>> {
    const found = await super.coverage(sections);
    return new Map(
      [...found].map(([id, coverage]) => [id, id === 1 ? this.#large(coverage) : coverage] as const),
    );
  }

  #large(coverage: SectionCoverage): SectionCoverage {
    const [indexFiles] = coverage.products;
    if (!indexFiles) return coverage;
    const of = this.#count;
    const more = [
      { task: 'LoudnessAnalysis', kind: 'loudness', title: 'measures of loudness', fresh: of, stale: 0 },
      {
        task: 'GenerateChapterThumbs',
        kind: 'chapterThumbs',
        title: 'pictures',
        fresh: of / 2,
        stale: of / 4,
      },
      { task: 'DeepMediaAnalysis', kind: 'deep', title: 'deep analyses', fresh: 0, stale: 0 },
    ] as const;
    return {
      ...coverage,
      items: { movie: of, collection: 40 },
      products: [
        indexFiles,
        ...more.map(({ fresh, stale, ...product }) => ({
          ...{ ...product, of, fresh, stale, missing: of - fresh - stale, setAside: 0, bytes: 0 },
          ...(stale > 0 && { staleBecause: say('stale-files', { count: stale, before: 'q4', after: 'q5' }) }),
        })),
      ],
    };
  }
}
