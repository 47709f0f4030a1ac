import { Hono } from 'hono';
import type { SectionAdministration } from '../../api/section-services.ts';
import { respondEmpty } from '../response.ts';
import { answeringForSection, type Browsing } from './browsing.ts';

interface Trash extends Pick<Browsing, 'sections'> {
  readonly sectionAdministration: SectionAdministration;
}

/**
 * Plex's trash are the items of a section whose files went missing. Butler forgets them by itself where they are few, after
 * some days; who has it emptied does not wait for that. For a week all of it can be put back.
 */
export function trashRoutes({ sections, sectionAdministration }: Trash): Hono {
  const forSection = answeringForSection({ sections });
  return new Hono({ strict: false }).put(
    '/library/sections/:section{\\d+}/emptyTrash',
    forSection(async (_, section) => {
      await sectionAdministration.forgetMissing(section);
      return respondEmpty(200);
    }),
  );
}
