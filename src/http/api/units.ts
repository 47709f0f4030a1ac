import { createRoute, z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import type { ItemFinder } from '../../domain/item-finder.ts';
import type { UnitDetails, UnitFinder } from '../../domain/unit-finder.ts';
import { formatInstant, instant } from './instant.ts';
import type { ItemServices } from './items.ts';
import { problems } from './problems.ts';
import { productView, viewProducts } from './product-view.ts';
import { routes } from './routes.ts';
import { getSection } from './sections.ts';
import { givenUnitId } from './unit-id.ts';
import { unitShape, viewUnit } from './unit-view.ts';

const unitDetails = z
  .object({
    ...unitShape,
    version: z.string().openapi({
      description:
        'What it is about: the settings, and the content of the file. Another one is another unit.',
      example: 'chapters1,w320,q80 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c 4200000000 1772330400000',
    }),
    file: z
      .object({
        sectionId: z.int().openapi({ example: 1 }),
        itemId: z.int().optional().openapi({ description: 'An item that it is a file of.', example: 7 }),
        path: z.string().openapi({ example: '/media/films/Night Train to Meridian (2022).mp4' }),
      })
      .optional()
      .openapi({ description: 'Absent where the library no longer knows it.' }),
    failures: z
      .array(
        z.object({
          runId: z.int().openapi({ example: 5 }),
          error: z.string().openapi({ example: 'The file ends too early.' }),
          attempts: z.int().min(1).openapi({ description: 'Up to then.', example: 2 }),
          setAside: z.boolean(),
          at: instant,
        }),
      )
      .openapi({ description: 'Its last failure in each run that is remembered, the latest run first.' }),
    products: z
      .array(productView)
      .openapi({ description: 'What there is of all that the task makes of it.' }),
  })
  .openapi('UnitDetails');

const one = createRoute({
  method: 'get',
  path: '/units/{id}',
  operationId: 'getUnit',
  tags: ['Runs'],
  summary: 'Show a unit: what a task did with a file',
  description:
    'The queue holds the units of the last run of each task; the ids of files that are set aside are theirs.',
  request: { params: z.object({ id: givenUnitId('must be the id of a unit') }) },
  responses: {
    200: { description: 'The unit.', content: { 'application/json': { schema: unitDetails } } },
    ...problems(404),
  },
});

interface Sources extends Pick<ItemServices, 'sections' | 'products'> {
  readonly units: UnitFinder;
  readonly items: Pick<ItemFinder, 'parts'>;
}

/** What tasks did with files, one by one. */
export function unitRoutes({ units, items, sections, products }: Sources) {
  const viewMade = async ({ task, partId, file }: UnitDetails) => {
    const details = (await items.parts([partId])).get(partId);
    if (!details || !file) return [];
    const { type } = await getSection(sections, file.sectionId);
    const ofTask = products().filter(product => product.task === task);
    return viewProducts(details, type, ofTask);
  };
  return routes().openapi(one, async c => {
    const { task, partId } = c.req.valid('param').id;
    const unit = await units.find(task, partId);
    if (!unit) throw new ButlerError('unit-unknown', { task, part: partId });
    const failures = unit.failures.map(({ runId, error, attempts, quarantined, at }) => ({
      ...{ runId, error, attempts, setAside: quarantined, at: formatInstant(at) },
    }));
    const { version, file } = unit;
    return c.json({ ...viewUnit(unit), version, file, failures, products: await viewMade(unit) }, 200);
  });
}
