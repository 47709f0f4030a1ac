type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = Readonly<Record<string, unknown>>;

interface Media {
  readonly schema?: Schema;
  example?: Json;
}

interface Described {
  readonly paths?: object;
  readonly components?: { readonly schemas?: object };
}

/**
 * Gives every body of JSON in a document an example, made of those of the fields it has: whoever describes a field says
 * what one looks like, and nobody writes whole answers that would grow old.
 */
export function addExamples({ paths = {}, components }: Described): void {
  const schemas = (components?.schemas ?? {}) as Record<string, Schema>;
  for (const methods of Object.values(paths)) {
    for (const operation of Object.values(methods as object)) {
      const { requestBody, responses } = operation as { requestBody?: object; responses: object };
      for (const body of [requestBody ?? {}, ...Object.values(responses)]) {
        const { content = {} } = body as { content?: Record<string, Media> };
        for (const [type, media] of Object.entries(content)) {
          if (!type.endsWith('json') || !media.schema) continue;
          media.example ??= exampleOf(media.schema, schemas);
        }
      }
    }
  }
}

/** A value that fits a schema: its example, or what its parts make up. */
function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): Json {
  const { $ref, type, allOf, anyOf, oneOf, properties, items, format } = schema as Record<string, never>;
  if (schema['example'] !== undefined) return schema['example'] as Json;
  if (schema['const'] !== undefined) return schema['const'] as Json;
  if (schema['enum']) return (schema['enum'] as Json[])[0] ?? null;
  if ($ref) return exampleOf(schemas[String($ref).replace('#/components/schemas/', '')] ?? {}, schemas);
  if (allOf) return Object.assign({}, ...(allOf as Schema[]).map(part => exampleOf(part, schemas)));
  const [first] = (anyOf ?? oneOf ?? []) as Schema[];
  if (first) return exampleOf(first, schemas);
  const [kind] = [type ?? 'object'].flat() as string[];
  if (kind === 'array') return items ? [exampleOf(items, schemas)] : [];
  if (kind === 'object') {
    const named = Object.entries((properties ?? {}) as Record<string, Schema>);
    return Object.fromEntries(named.map(([name, one]) => [name, exampleOf(one, schemas)]));
  }
  if (kind === 'boolean') return false;
  if (kind === 'integer' || kind === 'number') return Number(schema['minimum'] ?? 1);
  return format === 'date' ? '2027-03-28' : '';
}
