import { z } from '@hono/zod-openapi';
import { artifactKinds } from '../../domain/library.ts';
import { taskName } from './task-name.ts';

const list = (description: string, ...example: string[]) =>
  z.array(z.string()).openapi({ description, example });

export const capabilitiesView = z
  .object({
    tasks: z.array(taskName).openapi({ description: 'Tasks that it has.' }),
    artifacts: z.array(z.enum(artifactKinds)).openapi({ description: 'Derived files that it can make.' }),
    formats: list('Formats of media files that it opens, by FFmpeg’s names.', 'matroska', 'mov', 'flac'),
    codecs: list('Codecs that it decodes, by FFmpeg’s names.', 'h264', 'hevc', 'opus'),
    workers: z.int().min(1).openapi({ description: 'How many files may be read at once now.', example: 2 }),
    dashboard: z.boolean().openapi({ description: 'Whether it has one.', example: true }),
    notices: list('Channels by which it sends notices, as it is configured now.', 'ntfy'),
    updates: z.boolean().openapi({
      description: 'Whether it can learn of new releases: the address of a feed is given, and its key.',
      example: false,
    }),
    providers: list('Providers of metadata that it may ask, in this order.', 'tvmaze'),
    guide: z
      .boolean()
      .openapi({ description: 'Whether it takes in guides of what is on television.', example: false }),
    webhooks: z.boolean().openapi({
      description: 'Whether it takes webhooks of media servers: their secret is given.',
      example: true,
    }),
    playbackServers: list('Media servers that it asks who watches.', 'plex'),
  })
  .openapi('Capabilities', {
    description: 'What the server can do as it is configured now, so that clients need not try.',
  });

export type Capabilities = z.infer<typeof capabilitiesView>;
