import { type Context, Hono } from 'hono';
import type { Butler } from '../../../domain/butler.ts';
import type { Catalogue } from '../../../domain/catalogue.ts';
import { quote } from '../../../domain/errors.ts';
import type { Section } from '../../../domain/library.ts';
import { isBelow, type ScanScope } from '../../../domain/scan-scope.ts';
import { respondFailure } from '../../failure-response.ts';
import { findSectionFolder } from '../../section-folder.ts';
import { activityHeader } from '../activities.ts';
import { respondEmpty } from '../response.ts';
import { parseId } from './container.ts';

interface Refreshing {
  readonly butler: Butler;
  readonly catalogue: Catalogue;
  readonly sections: () => Promise<readonly Section[]>;
}

type Outcome = Awaited<ReturnType<Butler['scan'] | Butler['start']>>;

const section = '/library/sections/:section{\\d+}/refresh';

/**
 * Scans that clients ask for: of all sections, of one, or with `path` of one folder of it; and taking that back. An item's
 * refresh scans the folders of its files. Whether a scan begins at once or waits for another, the answer is the same.
 */
export function refreshRoutes({ butler, catalogue, sections }: Refreshing): Hono {
  // What waits has no activity yet: that of now is another scan's.
  const begun = (outcomes: readonly Outcome[]) =>
    respondEmpty(
      200,
      outcomes.includes('waiting') && !outcomes.includes('started')
        ? {}
        : activityHeader(butler, 'RefreshLibraries'),
    );
  const refresh = async (c: Context) => {
    const id = parseId(c.req.param('section'));
    const found = (await sections()).find(candidate => candidate.id === id);
    if (!found) return respondFailure({ status: 404 }, c.req);
    const path = c.req.query('path');
    const folder = path === undefined ? undefined : findSectionFolder(found, path);
    if (path !== undefined && folder === undefined) {
      const message = `${quote(path)} lies in none of the folders of the section "${found.title}".`;
      return respondFailure({ status: 404, message }, c.req);
    }
    return begun([await butler.scan({ sectionId: found.id, ...(folder !== undefined && { folder }) })]);
  };
  const refreshAll = async () => {
    return begun([await butler.start('RefreshLibraries')]);
  };
  const refreshItems = async (c: Context) => {
    const ids = (c.req.param('ids') ?? '').split(',').flatMap(text => parseId(text) ?? []);
    const scopes = await foldersOf(catalogue, await sections(), ids);
    if (scopes.length === 0) return respondFailure({ status: 404 }, c.req);
    const outcomes: Outcome[] = [];
    for (const scope of scopes) outcomes.push(await butler.scan(scope));
    return begun(outcomes);
  };
  const items = '/library/metadata/:ids{[\\d,]+}/refresh';
  return (
    new Hono({ strict: false })
      .get('/library/sections/all/refresh', refreshAll)
      .post('/library/sections/all/refresh', refreshAll)
      .post('/library/sections/refresh', refreshAll)
      .delete('/library/sections/all/refresh', async () => {
        await butler.stop('RefreshLibraries');
        return respondEmpty(200);
      })
      .get(section, refresh)
      .post(section, refresh)
      // So older versions of Autoscan ask.
      .put(section, refresh)
      .delete(section, async c => {
        const id = parseId(c.req.param('section'));
        if (!(await sections()).some(candidate => candidate.id === id))
          return respondFailure({ status: 404 }, c.req);
        await butler.cancelScan(id ?? 0);
        return respondEmpty(200);
      })
      .put(items, refreshItems)
      .post(items, refreshItems)
  );
}

/** Where the files of items, and of what is below them, lie. */
async function foldersOf(
  catalogue: Catalogue,
  sections: readonly Section[],
  ids: readonly number[],
): Promise<ScanScope[]> {
  const found = new Map<string, ScanScope>();
  const add = async (ids: readonly number[]) => {
    for (const item of await catalogue.items(ids)) {
      const roots = sections.find(({ id }) => id === item.section.id)?.roots ?? [];
      for (const { path } of item.media.flatMap(({ parts }) => parts)) {
        const folder = path.slice(0, path.lastIndexOf('/'));
        // What lies right in a root is not worth a look at all of it, but there is no other way.
        if (roots.some(root => isBelow(folder, root.path)))
          found.set(folder, { sectionId: item.section.id, folder });
      }
      if (item.childCount === 0) continue;
      const page = await catalogue.page({ parentId: item.id, sort: [] }, { start: 0, size: mostChildren });
      await add(page.items.map(({ id }) => id));
    }
  };
  await add(ids);
  return [...found.values()];
}

/** Seasons of a show, albums of an artist, tracks of an album: whoever has more has them in the same folders. */
const mostChildren = 500;
