import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { askOf, recordedServices } from '../../../test/support/http.ts';

interface Schema {
  readonly [name: string]: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const ask = askOf(recordedServices());
const read = async (name: string) => (await ask(`/api/v1/${name}`, { 'X-Plex-Token': '' })).text();

const config = await createConfig({ extends: ['recommended'] });
const operationsOf = ({ paths }: Document) => Object.values(paths).flatMap(methods => Object.values(methods));

describe.each(['openapi.json', 'plex-openapi.json'])('%s', name => {
  test('is valid, and as recommended', async () => {
    const problems = await lintFromString({ source: await read(name), config, absoluteRef: `/${name}` });
    const told = problems
      .map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)
      // An example of XML is a text, as the specification has it; the linter takes all for JSON.
      .filter(problem => !problem.endsWith('text~1xml/example'));
    expect(told).toEqual([]);
  });

  test('has an example of every answer and every body', async () => {
    const document = JSON.parse(await read(name)) as Document;
    const missing = operationsOf(document).flatMap(({ operationId, requestBody, responses }) =>
      [requestBody ?? {}, ...Object.values(responses)].flatMap(({ content = {} }) =>
        Object.entries(content)
          .filter(([type, media]) => /json|xml/.test(type) && media.example === undefined)
          .map(([type]) => `${operationId} ${type}`),
      ),
    );
    expect(missing).toEqual([]);
  });
});

/** Texts that have neither an example nor a set of values. */
function unexplained(schema: Schema, path: string): string[] {
  const { type, properties = {}, items, anyOf = [], oneOf = [] } = schema as Record<string, object>;
  if (['example', 'enum', 'const', 'format'].some(name => name in schema)) return [];
  const inside = [
    ...Object.entries(properties).map(([name, one]) => [`${path}.${name}`, one] as const),
    ...[items, ...(anyOf as Schema[]), ...(oneOf as Schema[])].flatMap(one =>
      one ? [[path, one] as const] : [],
    ),
  ].flatMap(([path, one]) => unexplained(one as Schema, path));
  return [type].flat().includes('string' as never) ? [path, ...inside] : inside;
}

test('every text of the own API shows what it looks like, for examples are made of them', async () => {
  const { components } = JSON.parse(await read('openapi.json')) as Document;
  const found = Object.entries(components.schemas).flatMap(([name, schema]) => unexplained(schema, name));
  expect(found).toEqual([]);
});

test('no operation of one document has the name of one of the other', async () => {
  const documents = await Promise.all(['openapi.json', 'plex-openapi.json'].map(read));
  const names = documents.flatMap(text =>
    operationsOf(JSON.parse(text)).map(({ operationId }) => operationId),
  );
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});
