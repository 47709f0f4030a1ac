import { createRoute, z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import type { Guide, GuideChannel, Programme } from '../../domain/guide.ts';
import { formatInstant, givenInstant, instant } from './instant.ts';
import { pageOf, pageQuery, readPage } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';

const dayMs = 86_400_000;
/** Guides are kept for two weeks. */
const longestMs = 15 * dayMs;

const channelView = z
  .object({
    id: z.string().openapi({ description: 'Its XMLTV id, in lower case.', example: 'bbc1.uk' }),
    names: z
      .array(z.string())
      .openapi({ description: 'The first one is the one to show.', example: ['BBC One'] }),
    icon: z
      .string()
      .optional()
      .openapi({ description: 'Address of its logo.', example: 'https://example.org/bbc1.png' }),
  })
  .openapi('Channel');

const programmeView = z
  .object({
    startsAt: instant,
    endsAt: instant,
    title: z.string().openapi({ example: 'Small Planets' }),
    subtitle: z.string().optional().openapi({ example: 'World 1' }),
    description: z.string().optional().openapi({ example: 'A first look at the smallest of them.' }),
    categories: z.array(z.string()).openapi({ example: ['Documentary'] }),
    season: z.int().min(0).optional().openapi({ description: 'Specials are in season 0.' }),
    episode: z.int().min(0).optional(),
    show: z
      .int()
      .optional()
      .openapi({ description: 'The show in the library that it is an episode of: its rating key.' }),
  })
  .openapi('Programme');

const channels = createRoute({
  method: 'get',
  path: '/guide/channels',
  operationId: 'getGuideChannels',
  tags: ['Guide'],
  summary: 'List the channels of the programme guide',
  description: 'What several guides have of one channel is one channel here.',
  request: { query: query(pageQuery('channels')) },
  responses: {
    200: {
      description: 'A page of channels, in the order of the guides.',
      content: { 'application/json': { schema: pageOf(channelView) } },
    },
    ...problems(400),
  },
});

const programmes = createRoute({
  method: 'get',
  path: '/guide/programmes',
  operationId: 'getGuideProgrammes',
  tags: ['Guide'],
  summary: 'List what a channel shows',
  description: 'No two overlap. What is on at the beginning comes first.',
  request: {
    query: query({
      channel: z.string('must be the id of a channel').openapi({ description: 'The id of a channel.' }),
      from: givenInstant.optional().openapi({ description: 'From when on; from now on without it.' }),
      to: givenInstant
        .optional()
        .openapi({ description: 'Until when, 15 days later at most; for a day without it.' }),
      ...pageQuery('programmes'),
    }),
  },
  responses: {
    200: {
      description: 'A page of programmes, in their order.',
      content: { 'application/json': { schema: pageOf(programmeView) } },
    },
    ...problems(400, 404),
  },
});

/** What is on television. */
export function guideRoutes(guide: Guide, now: () => number) {
  return routes()
    .openapi(channels, async c => {
      const { limit, cursor: after } = c.req.valid('query');
      const read = (limit: number) => guide.listChannels({ limit, after });
      return c.json(await readPage('channels', limit, read, viewChannel), 200);
    })
    .openapi(programmes, async c => {
      const { channel, limit, cursor: after, from = now(), to = from + dayMs } = c.req.valid('query');
      if (to <= from || to > from + longestMs) {
        throw new ButlerError('request-invalid', {
          problems: 'to must be later than from, by 15 days at most',
        });
      }
      const read = async (limit: number) => {
        const shown = await guide.programmes(channel, { from, to }, { limit, after });
        // A channel begins one programme at a time, so that pages can go by the start.
        return shown.map(programme => ({ ...programme, id: programme.startsAt }));
      };
      return c.json(await readPage('programmes', limit, read, viewProgramme), 200);
    });
}

function viewChannel({ key, names, icon }: GuideChannel) {
  return { id: key, names: [...names], icon };
}

function viewProgramme(programme: Programme) {
  const { title, startsAt, endsAt, subtitle, description, categories, season, episode, showId } = programme;
  return {
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(endsAt),
    title,
    subtitle: subtitle ?? undefined,
    description: description ?? undefined,
    categories: categories?.split('\n') ?? [],
    season: season ?? undefined,
    episode: episode ?? undefined,
    show: showId ?? undefined,
  };
}
