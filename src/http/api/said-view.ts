import { z } from '@hono/zod-openapi';
import { readPhrases } from '../../domain/phrases.ts';

/** The values of what was said, by their names. */
export const saidValues = z.record(z.string(), z.union([z.string(), z.number()]));

/** Beside a text for people: the same for programs that tell it in other words. */
export const saidView = z
  .array(
    z
      .object({
        code: z
          .string()
          .openapi({ description: 'Stable, also that of an error.', example: 'albums-summed-up' }),
        values: saidValues.openapi({
          description: 'Amounts as numbers, bytes as their number.',
          example: { count: 3 },
        }),
      })
      .openapi('Said'),
  )
  .optional()
  .openapi({
    description: 'What the text says, sentence by sentence; absent where it is in words of its own.',
  });

export function viewSaid(text: string | undefined): z.infer<typeof saidView> {
  const said = text === undefined ? undefined : readPhrases(text);
  return said?.map(({ code, values }) => ({ code, values: { ...values } }));
}
