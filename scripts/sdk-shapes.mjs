// Writes how the lists in which a Plex server answers are built: in JSON and in XML the same elements, but in XML every
// attribute is text, of which only the description knows what it means.

/** A constant for each operation that answers with an element, named after the operation. */
export function writeShapes(document, tags) {
  const operations = Object.values(document.paths).flatMap(methods => Object.values(methods));
  const shapes = operations
    .filter(operation => tags.includes(operation.tags[0]))
    .map(operation => [operation.operationId, shapeOf(document, operation)])
    .filter(([, shape]) => shape !== undefined);
  return [
    '// Made by scripts/sdk.mjs from the description of what a Plex server answers.\n',
    "import type { ListShape } from '../plex.ts';\n",
    ...shapes.map(
      ([name, shape]) => `export const ${name}: ListShape = ${JSON.stringify(shape, null, 2)};\n`,
    ),
  ].join('\n');
}

function shapeOf(document, { responses }) {
  const schema = responses[200].content?.['application/json']?.schema;
  if (!schema) return undefined;
  const [[container, within]] = Object.entries(schema.properties);
  const element = resolve(document, within);
  const [entry] = Object.entries(element.properties).find(([, member]) => member.type === 'array') ?? [''];
  const kinds = {};
  gatherKinds(document, element, kinds);
  return { container, entry, kinds };
}

/** Of an element and all within it. Throws where a name would be read in two ways. */
function gatherKinds(document, element, kinds) {
  for (const [name, member] of Object.entries(element.properties ?? {})) {
    const schema = resolve(document, member);
    if (schema.type === 'array') gatherKinds(document, resolve(document, schema.items), kinds);
    else if (schema.type === 'object') gatherKinds(document, schema, kinds);
    else if (schema.type) {
      const kind = { integer: 'number', number: 'number', boolean: 'boolean' }[schema.type];
      if (name in kinds && kinds[name] !== kind) throw new Error(`${name} is read in two ways`);
      kinds[name] = kind;
    }
  }
}

function resolve(document, schema) {
  return schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : schema;
}
