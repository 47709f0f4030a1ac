import {
  describeChange,
  type LibraryCounts,
  type MadeCount,
  type PartState,
  type ProductCoverage,
  type SectionCoverage,
  type TaskProduct,
} from '../domain/coverage.ts';
import type { Section } from '../domain/library.ts';
import { say } from '../domain/phrases.ts';

/** What a section has of everything that is to be made of it. */
export function coverageOf(
  section: Pick<Section, 'id' | 'type'>,
  counts: LibraryCounts,
  products: readonly TaskProduct[],
): SectionCoverage {
  const ofSection = ({ sectionId }: { readonly sectionId: number }) => sectionId === section.id;
  const parts = counts.parts.filter(ofSection);
  const files: Record<PartState, number> = { missing: 0, offline: 0, unread: 0, unreadable: 0, read: 0 };
  for (const { state, count } of parts) files[state] += count;
  const made = counts.made.filter(ofSection);
  const setAside = counts.setAside.filter(ofSection);
  return {
    countedAt: counts.countedAt,
    items: Object.fromEntries(counts.items.filter(ofSection).map(({ type, count }) => [type, count])),
    files,
    bytes: sum(parts.filter(({ state }) => state !== 'missing').map(({ bytes }) => bytes)),
    products: products
      .filter(product => product.in?.includes(section.type) ?? true)
      .map(product => {
        const able = parts.filter(part => part.state === 'read' && part.has.includes(product.of));
        const failed = setAside.find(({ task }) => task === product.task)?.count ?? 0;
        return coverProduct(product, sum(able.map(({ count }) => count)), made, failed);
      })
      .filter(({ of }) => of > 0),
  };
}

function coverProduct(
  { task, kind, title, of: has, version }: TaskProduct,
  of: number,
  made: readonly MadeCount[],
  failed: number,
): ProductCoverage {
  const there = made.filter(one => one.kind === kind && one.has.includes(has));
  const old = there.filter(one => one.version !== version);
  const fresh = sum(there.filter(one => one.version === version).map(({ count }) => count));
  const stale = sum(old.map(({ count }) => count));
  return {
    task,
    kind,
    title,
    of,
    fresh,
    stale,
    missing: Math.max(0, of - fresh - stale),
    setAside: Math.min(failed, of - fresh),
    bytes: sum(there.map(({ bytes }) => bytes)),
    ...(stale > 0 && { staleBecause: explainStale(old, version) }),
  };
}

/** `1,204 were made with w320, not w480.` */
function explainStale(old: readonly MadeCount[], wanted: string): string {
  const byVersion = Map.groupBy(old, ({ version }) => version);
  const [most] = [...byVersion]
    .map(([version, all]) => ({ version, count: sum(all.map(({ count }) => count)) }))
    .sort((a, b) => b.count - a.count);
  const { before, after } = describeChange(most?.version ?? '', wanted);
  const count = most?.count ?? 0;
  return say(byVersion.size > 1 ? 'stale-files-mixed' : 'stale-files', { count, before, after });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
