import type { Context } from 'hono';
import type { Catalogue } from '../../../domain/catalogue.ts';
import type { Section } from '../../../domain/library.ts';
import { respondFailure } from '../../failure-response.ts';
import { parseId } from './container.ts';

/** What routes speak to that show what is in sections. */
export interface Browsing {
  readonly catalogue: Catalogue;
  readonly sections: () => Promise<readonly Section[]>;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

type Answer = (c: Context, section: Section) => Response | Promise<Response>;

/** Answers for the section whose id is in the path as `section`; 404 where there is none. */
export function answeringForSection({ sections }: Pick<Browsing, 'sections'>) {
  return (answer: Answer) => async (c: Context) => {
    const id = parseId(c.req.param('section'));
    const section = (await sections()).find(candidate => candidate.id === id);
    return section ? answer(c, section) : respondFailure({ status: 404 }, c.req);
  };
}
