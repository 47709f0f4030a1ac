import { z } from '@hono/zod-openapi';
import { EventStreamReader } from './event-stream.ts';
import { readXmlValue } from './xml-value.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

interface Media {
  readonly schema: JsonObject;
}

interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, Media>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonObject;
  readonly example?: Json;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

/** An OpenAPI document, as something that answers can be held against. */
export class Contract {
  readonly url: string;
  readonly operations: readonly Operation[];
  readonly #schemas: JsonObject;
  readonly #checks = new Map<JsonObject, z.ZodType>();

  /** @param document as it was served, parsed */
  constructor(document: JsonObject) {
    const { servers, paths, components } = document as unknown as {
      servers: readonly { url: string }[];
      paths: Record<string, Record<string, Omit<Operation, 'method' | 'path' | 'parameters'>>>;
      components: { schemas: JsonObject; responses?: Record<string, Answer> };
    };
    const resolve = (answer: Answer | { $ref: string }) =>
      '$ref' in answer ? (components.responses?.[lastOf(answer.$ref)] as Answer) : answer;
    this.url = (servers[0]?.url ?? '').replace(/\/$/, '');
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        parameters: [],
        ...operation,
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, answer]) => [status, resolve(answer)]),
        ),
        method: method.toUpperCase(),
        path,
      })),
    );
    this.#schemas = strict(components.schemas);
  }

  /** The named schema, which every value of its kind must fit. */
  schemaNames(): readonly string[] {
    return Object.keys(this.#schemas);
  }

  /** The body that the description of an operation gives for an example. */
  exampleBody({ requestBody }: Operation): Json | undefined {
    const schema = requestBody?.content['application/json']?.schema;
    const name = typeof schema?.['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
    const described = name === undefined ? schema : (this.#schemas[name] as JsonObject);
    return described?.['example'];
  }

  /** What is wrong with the answer to an operation: nothing, where it is as described. */
  async findMismatch(operation: Operation, response: Response): Promise<string | undefined> {
    const described = operation.responses[response.status] ?? operation.responses['default'];
    if (!described) return `the status ${response.status} is not described`;
    if (response.headers.get('content-type') === 'text/event-stream')
      return await this.#findStreamed(response);
    const text = await response.text();
    if (!described.content) return text === '' ? undefined : 'there is a body where none is described';
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const media = described.content[type] ?? described.content[type.replace(/\/.*/, '/*')];
    if (!media) return `the content type ${type} is not described for ${response.status}`;
    if (type.endsWith('json')) return this.findMisfit(media.schema, JSON.parse(text));
    return type.endsWith('xml') ? this.#findXmlMisfit(media.schema, text) : undefined;
  }

  #findXmlMisfit(schema: JsonObject, text: string): string | undefined {
    const resolve = (one: Readonly<Record<string, unknown>>) =>
      typeof one['$ref'] === 'string' ? (this.#schemas[lastOf(one['$ref'])] as JsonObject) : one;
    try {
      return this.findMisfit(schema, readXmlValue(text, strict(schema), resolve));
    } catch (error) {
      return `the XML cannot be read: ${error}`;
    }
  }

  /** Of a stream of events, which has no end, the beginning. */
  async #findStreamed(response: Response): Promise<string | undefined> {
    const stream = new EventStreamReader(response);
    await stream.read();
    await stream.close();
    return stream.lastId === '' ? 'the stream does not tell its place' : undefined;
  }

  /** Why a value does not fit a schema of the document. Members that the schema does not name are none of it. */
  findMisfit(schema: JsonObject, value: unknown): string | undefined {
    let check = this.#checks.get(schema);
    if (!check) {
      // Throws where the schema is none of JSON Schema, or refers to what there is not.
      check = z.fromJSONSchema({ ...strict(schema), $defs: this.#schemas } as z.core.JSONSchema.JSONSchema);
      this.#checks.set(schema, check);
    }
    const result = check.safeParse(value);
    return result.success ? undefined : z.prettifyError(result.error);
  }
}

/** The name at the end of a reference. */
function lastOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** The same schema, which takes no further members, and refers to others as JSON Schema does. */
function strict(schema: JsonObject): JsonObject {
  return convert(schema) as JsonObject;
}

function convert(value: Json): Json {
  if (Array.isArray(value)) return value.map(convert);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, member]): [string, Json] =>
    name === '$ref' && typeof member === 'string'
      ? [name, member.replace('#/components/schemas/', '#/$defs/')]
      : [name, convert(member)],
  );
  const isClosed =
    'properties' in value && typeof value['properties'] === 'object' && value['type'] === 'object';
  return { ...Object.fromEntries(entries), ...(isClosed && { additionalProperties: false }) };
}
