import { z } from '@hono/zod-openapi';
import { type Element, toXml } from '../../plex/response.ts';

/** An answer of one element, in both encodings, with an example that is encoded as the answer itself would be. */
export function answersElement(description: string, name: string, schema: z.ZodObject, example: Element) {
  return {
    description,
    content: {
      'application/json': { schema: z.object({ [name]: schema }), example: { [name]: example } },
      'text/xml': { schema, example: toXml(name, example) },
    },
  };
}

/** As {@link answersElement} for the element that nearly every answer is. */
export function answersContainer(description: string, schema: z.ZodObject, example: Element) {
  return answersElement(description, 'MediaContainer', schema, example);
}

/** An answer without a body; it says that it were HTML, since the SDKs for Plex take nothing else. */
export function answersNothing(description: string) {
  return { description: `${description} The body is empty.` };
}

/** As {@link answersNothing}, where something was started that is an activity. */
export function answersActivity(description: string) {
  const uuid = {
    description:
      'The `uuid` of the activity that it is, or will be, in `/activities`; absent while it waits for another.',
    schema: { type: 'string', example: '7e650c37-1639-4f60-9866-09b8eaf35a7a' },
  } as const;
  return { ...answersNothing(description), headers: { 'X-Plex-Activity': uuid } };
}

const binary = { schema: z.string().openapi({ format: 'binary' }) };

/** A file, or the range of bytes of it that was asked for. */
export function answersFile(description: string, ...types: readonly string[]) {
  const content = Object.fromEntries(types.map(type => [type, binary]));
  return {
    200: { description, content },
    206: { description: 'The bytes that the header `Range` asks for.', content },
    304: { description: 'The client has the file already, as its `If-None-Match` says.' },
    416: { description: 'The range lies outside of the file. The body is empty.' },
  };
}
