import { z } from '@hono/zod-openapi';
import { describeChange, type TaskProduct } from '../../domain/coverage.ts';
import type { PartDetails, PartFailure } from '../../domain/item-finder.ts';
import type { SectionType } from '../../domain/library.ts';
import { say } from '../../domain/phrases.ts';
import { formatInstant, instant } from './instant.ts';
import { saidView, viewSaid } from './said-view.ts';
import { taskName } from './task-name.ts';

export const productView = z
  .object({
    task: taskName,
    kind: z.string().openapi({ example: 'indexFile' }),
    title: z.string().openapi({ example: 'index files' }),
    state: z
      .enum(['fresh', 'stale', 'missing', 'set-aside'])
      .openapi({ description: 'Set aside is what is missing or stale, and failed too often.' }),
    because: z
      .string()
      .optional()
      .openapi({ description: 'Why it is not fresh.', example: 'Made with w320, not w480.' }),
    said: saidView,
    madeAt: instant.optional(),
    bytes: z.int().min(0).optional().openapi({ description: 'Of a derived file.', example: 1_250_000 }),
  })
  .openapi('Product');

export const partFailureView = z
  .object({
    task: taskName,
    error: z.string().openapi({ example: 'The file ends too early.' }),
    said: saidView,
    attempts: z.int().min(1).openapi({ example: 3 }),
    setAside: z
      .boolean()
      .openapi({ description: 'Whether it rests until the file changes, or a person has it tried again.' }),
    at: instant,
  })
  .openapi('PartFailure');

/** What there is of all that is to be made of a part. */
export function viewProducts(
  details: PartDetails,
  sectionType: SectionType,
  products: readonly TaskProduct[],
): z.infer<typeof productView>[] {
  return products
    .filter(product => details.has.includes(product.of) && (product.in?.includes(sectionType) ?? true))
    .map(({ task, kind, title, version }) => {
      const found = details.made.find(one => one.kind === kind);
      const failure = details.failures.find(one => one.task === task);
      const state =
        found?.version === version
          ? 'fresh'
          : failure?.isSetAside
            ? 'set-aside'
            : found
              ? 'stale'
              : 'missing';
      const because = state === 'fresh' ? undefined : explain(found?.version, version, failure);
      return {
        task,
        kind,
        title,
        state,
        because,
        said: viewSaid(because),
        madeAt: found && formatInstant(found.madeAt),
        bytes: found?.bytes,
      };
    });
}

export function viewPartFailure({ task, error, attempts, isSetAside, at }: PartFailure) {
  return { task, error, said: viewSaid(error), attempts, setAside: isSetAside, at: formatInstant(at) };
}

function explain(found: string | undefined, wanted: string, failure: PartFailure | undefined): string {
  if (failure) return failure.error;
  if (found === undefined) return say('not-made', {});
  return say('stale-product', describeChange(found, wanted));
}
