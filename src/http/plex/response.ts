import { escapeMarkup } from '../markup.ts';
import type { Encoding } from '../negotiation.ts';

/** The name that an element of a list has in XML, where it is not the list's: a film in `Metadata` is a `Video`. */
export const xmlName: unique symbol = Symbol('xmlName');

/**
 * A response as one value with two encodings. Scalars are the attributes of an element, a nested element is a child,
 * and a list is one child for each of its items, under the same name.
 */
export interface Element {
  readonly [name: string]: string | number | boolean | undefined | Element | readonly Element[];
  readonly [xmlName]?: string;
}

const encoder = new TextEncoder();

const contentTypes: Record<Encoding, string> = {
  xml: 'text/xml;charset=utf-8',
  json: 'application/json',
};

export function encode(encoding: Encoding, name: string, element: Element): Uint8Array<ArrayBuffer> {
  return encoder.encode(encoding === 'json' ? JSON.stringify({ [name]: element }) : toXml(name, element));
}

/**
 * An element whose list `name` of children is too long to be encoded at once: it follows the other children, piece by
 * piece. What comes out is what {@link encode} makes of the whole.
 */
export async function* encodeLong(
  encoding: Encoding,
  name: string,
  element: Element,
  listName: string,
  pieces: AsyncIterable<readonly Element[]>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const isJson = encoding === 'json';
  if (isJson) {
    const others = JSON.stringify(element).slice(0, -1);
    yield encoder.encode(`{"${name}":${others}${others === '{' ? '' : ','}"${listName}":[`);
  } else {
    const { attributes, children } = partsOf(element);
    yield encoder.encode(`${declaration}<${name}${attributes}>\n${children}`);
  }
  let isFirst = true;
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    const json = () => `${isFirst ? '' : ','}${JSON.stringify(piece).slice(1, -1)}`;
    yield encoder.encode(isJson ? json() : partsOf({ [listName]: piece }).children);
    isFirst = false;
  }
  yield encoder.encode(isJson ? ']}}' : `</${name}>\n`);
}

/** An element that is told piece by piece. */
export function respondLong(encoding: Encoding, pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Response {
  return new Response(ReadableStream.from(pieces) as ReadableStream<Uint8Array<ArrayBuffer>>, {
    headers: { 'Content-Type': contentTypes[encoding] },
  });
}

/** An encoded element as the answer to a request. */
export function respond(encoding: Encoding, body: Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    headers: { 'Content-Type': contentTypes[encoding], 'Content-Length': `${body.length}` },
  });
}

/** What POST, PUT and DELETE answer: no body, declared as HTML. The SDKs accept neither a 204 nor another type. */
export function respondEmpty(
  status: 200 | 202 | 404,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(null, {
    status,
    headers: { 'Content-Type': 'text/html', 'Content-Length': '0', ...headers },
  });
}

/** A document in Plex's own layout: an element on each line, `1` and `0` for booleans, the root never self-closing. */
export function toXml(name: string, element: Element): string {
  const { attributes, children } = partsOf(element);
  return `${declaration}<${name}${attributes}>\n${children}</${name}>\n`;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

function toLines(name: string, element: Element): string {
  const { attributes, children } = partsOf(element);
  return children ? `<${name}${attributes}>\n${children}</${name}>\n` : `<${name}${attributes} />\n`;
}

function partsOf(element: Element): { attributes: string; children: string } {
  let attributes = '';
  let children = '';
  for (const [key, value] of Object.entries(element)) {
    if (value === undefined) continue;
    if (isList(value)) children += value.map(item => toLines(item[xmlName] ?? key, item)).join('');
    else if (typeof value === 'object') children += toLines(key, value);
    else
      attributes += ` ${key}="${escapeMarkup(String(typeof value === 'boolean' ? Number(value) : value))}"`;
  }
  return { attributes, children };
}

/** `Array.isArray` does not narrow read-only arrays. */
function isList(value: Element[string]): value is readonly Element[] {
  return Array.isArray(value);
}
