import { parseJson } from './body.ts';
import type { Call, Client } from './client.ts';
import { type ErrorContext, ResponseValidationError } from './errors.ts';
import type { CallOptions } from './options.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** How an attribute of XML is read: there all of them are text. */
export type Kinds = Readonly<Record<string, 'number' | 'boolean'>>;

/** A list of elements as Plex servers answer with it, in JSON and in XML. */
export interface ListShape {
  /** The element around it, and the element of each entry. */
  readonly container: string;
  readonly entry: string;
  readonly kinds: Kinds;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads an element of a Plex server, and its entries, in the form in which the client wants it. */
export async function readElement(
  client: Client,
  path: string,
  { container, entry, kinds }: ListShape,
  query: Call['query'] = {},
  options?: CallOptions,
): Promise<{ readonly fields: Fields; readonly entries: readonly Fields[] }> {
  const call: Call = { method: 'GET', path, query, accept: client.accepts };
  return await client.readText(call, options, (text, type, context) => {
    const element = /\bxml\b/i.test(type ?? '')
      ? fromXml(readXml(text, context), container, entry, kinds)
      : fromJson(parseJson(text, type, context), container, entry);
    if (!element) throw misfit(container, text, context);
    return element;
  });
}

function readXml(text: string, context: ErrorContext): XmlElement {
  try {
    return parseXml(text);
  } catch (cause) {
    throw new ResponseValidationError('The answer is broken XML.', { ...context, body: text, cause });
  }
}

function fromJson(value: unknown, container: string, entry: string) {
  const fields = isFields(value) ? value[container] : undefined;
  if (!isFields(fields)) return undefined;
  // A Plex server leaves an empty list out.
  const entries = fields[entry] ?? [];
  return Array.isArray(entries) && entries.every(isFields) ? { fields, entries } : undefined;
}

function fromXml(root: XmlElement, container: string, entry: string, kinds: Kinds) {
  if (root.name !== container) return undefined;
  const entries = root.children.filter(({ name }) => name === entry).map(child => toFields(child, kinds));
  return { fields: toFields(root, kinds), entries };
}

/** Attributes by their kinds, and elements within it as members: at most one of each name. */
function toFields({ attributes, children }: XmlElement, kinds: Kinds): Fields {
  const fields = Object.entries(attributes).map(([name, text]) => [name, parseValue(text, kinds[name])]);
  return {
    ...Object.fromEntries(fields),
    ...Object.fromEntries(children.map(child => [child.name, toFields(child, kinds)])),
  };
}

export function parseValue(text: string, kind: Kinds[string] | undefined): string | number | boolean {
  if (kind === 'number') return Number(text);
  if (kind === 'boolean') return text === '1' || text === 'true';
  return text;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function misfit(container: string, body: string, context: ErrorContext): ResponseValidationError {
  return new ResponseValidationError(`The answer has no ${container} as it should.`, { ...context, body });
}
