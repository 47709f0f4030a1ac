import { escapeMarkup } from '../markup.ts';
import type { Encoding } from '../negotiation.ts';

/**
 * A response as one value with two encodings. Scalars are the attributes of an element, a nested element is a child,
 * and a list is one child for each of its items, under the same name.
 */
export interface Element {
  readonly [name: string]: string | number | boolean | undefined | Element | readonly Element[];
}

const encoder = new TextEncoder();

const contentTypes: Record<Encoding, string> = {
  xml: 'text/xml;charset=utf-8',
  json: 'application/json',
};

export function encode(encoding: Encoding, name: string, element: Element): Uint8Array<ArrayBuffer> {
  return encoder.encode(encoding === 'json' ? JSON.stringify({ [name]: element }) : toXml(name, element));
}

/** An encoded element as the answer to a request. */
export function respond(encoding: Encoding, body: Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    headers: { 'Content-Type': contentTypes[encoding], 'Content-Length': `${body.length}` },
  });
}

/** What POST, PUT and DELETE answer: no body, declared as HTML. The SDKs accept neither a 204 nor another type. */
export function respondEmpty(status: 200 | 202 | 404): Response {
  return new Response(null, {
    status,
    headers: { 'Content-Type': 'text/html', 'Content-Length': '0' },
  });
}

/** A document in Plex's own layout: an element on each line, `1` and `0` for booleans, the root never self-closing. */
export function toXml(name: string, element: Element): string {
  const { attributes, children } = partsOf(element);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attributes}>\n${children}</${name}>\n`;
}

function toLines(name: string, element: Element): string {
  const { attributes, children } = partsOf(element);
  return children ? `<${name}${attributes}>\n${children}</${name}>\n` : `<${name}${attributes} />\n`;
}

function partsOf(element: Element): { attributes: string; children: string } {
  let attributes = '';
  let children = '';
  for (const [key, value] of Object.entries(element)) {
    if (value === undefined) continue;
    if (isList(value)) children += value.map(item => toLines(key, item)).join('');
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
