import fc from 'fast-check';
import { webhookSecret } from '../support/http.ts';
import type { Contract, Operation, Parameter } from '../support/openapi.ts';
import { bodyLike } from './bodies.ts';
import { mostly, oddText, textFor } from './values.ts';

export interface FuzzedRequest {
  readonly method: string;
  readonly target: string;
  /** In pairs, since a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | undefined;
  /** Whether the right token is in the headers, and no other anywhere. */
  readonly isAdmitted: boolean;
}

/** Preferences that would reach beyond the server and its folders, or take more of the machine than it should give. */
const beyond = /^Butler(Workers|Worker\w+)$|(Path|Folder|Server|Webhook|Ntfy|Gotify|Sources|Feed|Providers)$/;

/** Without its section the library would be empty for all that follow. */
export function spares({ method, target }: FuzzedRequest): boolean {
  return method !== 'DELETE' || !/\/sections\/\d+\/?(\?|$)/.test(target);
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'];

/** With the encoding that each asks for of answers in the manner of Plex. */
export const accepts: ReadonlyMap<string, 'json' | 'xml'> = new Map([
  ['application/json', 'json'],
  ['APPLICATION/JSON', 'json'],
  ['application/json, text/plain, */*', 'json'],
  ['application/xml;q=0.5, application/json;q=0.9', 'json'],
  ['application/xml, application/json;q=0.9', 'xml'],
  ['application/json;q=0', 'xml'],
  ['application/xml', 'xml'],
  ['text/xml', 'xml'],
  ['*/*', 'xml'],
  ['', 'xml'],
  ['nonsense', 'xml'],
  [',;=;,q=,', 'xml'],
  ['application/jsonx', 'xml'],
]);

const contentTypes = mostly(
  fc.constantFrom('application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'),
  fc.constantFrom(
    'text/plain',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'nonsense',
    '',
    'application/json; charset=utf-16',
    'application/json;;;',
  ),
);

/** What clients may say of themselves and of the answer that they want. */
const further = fc.tuple(
  fc.constantFrom(
    'Range',
    'If-None-Match',
    'If-Match',
    'If-Modified-Since',
    'Last-Event-ID',
    'Idempotency-Key',
    'X-Plex-Container-Start',
    'X-Plex-Container-Size',
    'X-Plex-Product',
    'Accept-Encoding',
    'Content-Encoding',
    'Prefer',
    'Forwarded',
    'X-Forwarded-Host',
    'X-HTTP-Method-Override',
    'Cookie',
    'accepts',
    'Origin',
    'Referer',
  ),
  fc.constantFrom(
    'bytes=0-',
    'bytes=-1',
    'bytes=5-1',
    'bytes=0-0,2-3',
    '*',
    '"x"',
    'W/"x"',
    '0',
    '1',
    '-1',
    '99999999999999999999',
    'gzip',
    'DELETE',
    'null',
    'a=b; c',
    '\xff\xfe',
    'x'.repeat(4_000),
    'http://127.0.0.1',
  ),
);

/** A request to an operation: right or wrong in every part, with parameters left out, repeated and made up. */
export function fuzzedRequest(
  contract: Contract,
  operation: Operation,
  token: string,
): fc.Arbitrary<FuzzedRequest> {
  const places = (place: Parameter['in']) =>
    operation.parameters.filter(({ in: where, name }) => where === place && !beyond.test(name));
  const query = places('query');
  const names = fc.oneof(fc.constantFrom('x', 'X-Plex-Token ', ...query.map(({ name }) => name)), oddText);
  return fc
    .record({
      method: fc.oneof(
        { weight: 9, arbitrary: fc.constant(operation.method) },
        { weight: 1, arbitrary: fc.constantFrom(...methods) },
      ),
      inPath: fc.tuple(...places('path').map(one => textFor(one.schema))),
      inQuery: fc.tuple(
        ...query.map(one => fc.option(textFor(one.schema), { freq: query.length > 9 ? 1 : 2 })),
      ),
      more: fc.option(fc.array(fc.tuple(names, oddText), { minLength: 1, maxLength: 3 }), { freq: 3 }),
      slash: fc.boolean(),
      accept: fc.option(fc.constantFrom(...accepts.keys()), { freq: 5 }),
      headers: fc.array(further, { maxLength: 2 }),
      admission: fc.constantFrom(...Array<'right'>(12).fill('right'), 'none', 'wrong', 'two', 'query'),
      body: fc.oneof(
        { weight: operation.requestBody ? 8 : 1, arbitrary: bodyLike(contract.exampleBody(operation)) },
        { weight: operation.requestBody ? 1 : 12, arbitrary: fc.constant(undefined) },
      ),
      contentType: contentTypes,
    })
    .map(({ method, inPath, inQuery, more, slash, accept, headers, admission, body, contentType }) => {
      const pairs = query.flatMap(({ name }, place) =>
        inQuery[place] == null ? [] : [[name, inQuery[place]] as const],
      );
      if (operation.path.startsWith('/webhooks/')) pairs.push(['secret', webhookSecret]);
      if (admission === 'query') pairs.push(['X-Plex-Token', token]);
      if (admission === 'two') pairs.push(['X-Plex-Token', 'another']);
      let next = 0;
      const path = operation.path.replaceAll(/{.+?}/g, () => encode(inPath[next++] ?? '') || '-');
      const search = [...pairs, ...(more ?? [])].map(pair => pair.map(encode).join('=')).join('&');
      const isSent = body !== undefined && method !== 'GET' && method !== 'HEAD';
      const tokens = { right: [token], two: [token], none: [], wrong: ['wrong'], query: [] }[admission];
      return {
        method,
        target: `${contract.url}${path}${slash && path !== '/' ? '/' : ''}${search && `?${search}`}`,
        headers: [
          ...tokens.map(value => ['X-Plex-Token', value] as const),
          ...(accept === null ? [] : [['Accept', accept] as const]),
          ...(isSent && contentType ? [['Content-Type', contentType] as const] : []),
          ...headers,
        ],
        body: isSent ? body : undefined,
        isAdmitted: admission === 'right' || admission === 'query',
      };
    });
}

/** Text for a path or a query; a dot, which may change a path, is written as a number. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E');
}
