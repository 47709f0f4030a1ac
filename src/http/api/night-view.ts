import { z } from '@hono/zod-openapi';
import type { Night } from '../../domain/schedule.ts';
import { formatInstant, instant, serviceDay } from './instant.ts';

export const nightView = z
  .object({
    windowId: z.string().openapi({ example: 'hours' }),
    serviceDay,
    opensAt: instant,
    closesAt: instant,
    cutoffAt: instant.openapi({ description: 'From when on nothing new starts.' }),
  })
  .openapi('Night');

export function viewNight({ windowId, serviceDay, opensAt, closesAt, cutoffAt }: Night) {
  return {
    windowId,
    serviceDay,
    opensAt: formatInstant(opensAt),
    closesAt: formatInstant(closesAt),
    cutoffAt: formatInstant(cutoffAt),
  };
}
