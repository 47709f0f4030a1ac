type Schema = Record<string, unknown>;

const scalars: ReadonlySet<unknown> = new Set(['string', 'integer', 'number', 'boolean']);

/** Says of every scalar in the schemas that XML has it as an attribute: so `response.ts` writes all of them. */
export function markAttributes(schemas: Readonly<Record<string, Schema>>): void {
  const isScalar = (schema: Schema): boolean => {
    const target = schemas[String(schema['$ref'] ?? '').replace('#/components/schemas/', '')];
    if (target) return isScalar(target);
    const options = schema['anyOf'] as readonly Schema[] | undefined;
    return scalars.has(schema['type']) || options?.every(isScalar) === true;
  };
  const visit = (schema: Schema): void => {
    for (const property of Object.values((schema['properties'] ?? {}) as Record<string, Schema>)) {
      if (isScalar(property)) property['xml'] = { attribute: true };
      else visit((property['items'] as Schema | undefined) ?? property);
    }
  };
  for (const schema of Object.values(schemas)) visit(schema);
}
