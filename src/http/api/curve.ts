import { z } from '@hono/zod-openapi';

/** Enough for a screen's width. */
const mostPoints = 600;

/** What changes over the length of a film, evenly spaced. */
export function curveView(description: string, example: readonly number[]) {
  return z
    .object({
      stepMs: z.int().min(1).openapi({ description: 'Between two values, from 0 on.', example: 1_000 }),
      values: z.array(z.number()).openapi({ example: [...example] }),
    })
    .openapi({ description });
}

/** A curve of one value a second, as few points as a screen can show: of those that fall together the highest. */
export function viewCurve(perSecond: readonly number[]): { stepMs: number; values: number[] } {
  const width = Math.max(1, Math.ceil(perSecond.length / mostPoints));
  const values: number[] = [];
  for (let from = 0; from < perSecond.length; from += width)
    values.push(perSecond.slice(from, from + width).reduce((most, value) => Math.max(most, value)));
  return { stepMs: width * 1_000, values };
}
