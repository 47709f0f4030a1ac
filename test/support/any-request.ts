import fc from 'fast-check';
import { webhookSecret } from './http.ts';
import type { Contract, Operation, Parameter } from './openapi.ts';

const mostly = <T>(right: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: other });

const known = [
  ...['BackupDatabase', 'RefreshLibraries', 'all', 'plex', '5', '7', '99', '2026-03-01', 'runs'],
  ...['ButlerStartHour', 'FriendlyName', 'Fixed'],
  ...[
    'bbc1.uk',
    'Y2hhbm5lbHMgMQ',
    'cnVucyA4',
    'bG9nIDMz',
    'ZmFpbHVyZXMgMQ',
    'PT2H',
    'P1M',
    '-PT1S',
    '2026-03-01T03:00:00Z',
  ],
  ...['', '0', '-1', '1e3', '0x10', '1.5', 'NaN', '9'.repeat(20), '__proto__', '2026-02-30', 'null'],
];

/** Text that may mean something in a path, a query or a body. */
export const word = fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary', maxLength: 8 }));

const oftenOne = (...texts: readonly string[]) => mostly(fc.constantFrom(...texts), word);

const pauseRequest = fc.record(
  {
    scope: oftenOne('all', 'BackupDatabase'),
    for: oftenOne('PT2H', 'P1M'),
    until: oftenOne('2026-03-01T03:00:00+01:00'),
  },
  { requiredKeys: ['scope'], noNullPrototype: true },
);

/** The example of the description with fields left out or changed, or anything else. */
function bodyFor(contract: Contract, operation: Operation): fc.Arbitrary<string> {
  const example = contract.exampleBody(operation);
  const fields = Object.entries(example !== null && typeof example === 'object' ? example : {});
  const likeExample = fc.record(
    Object.fromEntries(
      fields.map(([name, value]) => [name, mostly(fc.constant<unknown>(value), fc.jsonValue())]),
    ),
    { requiredKeys: [], noNullPrototype: true },
  );
  const right = fields.length > 0 ? likeExample : pauseRequest;
  return mostly(
    mostly<unknown>(right, fc.jsonValue()).map(value => JSON.stringify(value)),
    word,
  );
}

const contentType = mostly(
  fc.constantFrom('application/json', 'application/json; charset=utf-8'),
  fc.constantFrom('text/plain', 'multipart/form-data', 'nonsense'),
);

export interface AnyRequest {
  readonly operation: Operation;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

/** A request to an operation: right or wrong in every part, with parameters left out, repeated and made up. */
export function requestTo(contract: Contract, operation: Operation): fc.Arbitrary<AnyRequest> {
  const { url } = contract;
  const { parameters } = operation;
  const path = parameters.filter(parameter => parameter.in === 'path');
  const query = parameters.filter(parameter => parameter.in === 'query');
  const name = fc.oneof(fc.constantFrom('x', ...query.map(({ name }) => name)), word);
  return fc
    .record({
      path: fc.tuple(...path.map(valueFor)),
      query: fc.tuple(...query.map(parameter => fc.option(valueFor(parameter)))),
      more: fc.option(fc.tuple(name, word), { freq: 2 }),
      body: operation.requestBody ? fc.option(bodyFor(contract, operation), { freq: 9 }) : fc.constant(null),
      contentType,
    })
    .map(({ path, query: values, more, body, contentType }) => {
      const pairs = query.flatMap(({ name }, i) => (values[i] == null ? [] : [[name, values[i]]]));
      if (more) pairs.push([...more]);
      if (operation.path.startsWith('/webhooks/')) pairs.push(['secret', webhookSecret]);
      let next = 0;
      const filled = operation.path.replaceAll(/{.+?}/g, () => encode(path[next++] ?? '') || '-');
      return {
        operation,
        target: `${url}${filled}?${pairs.map(pair => pair.map(encode).join('=')).join('&')}`,
        headers: body === null ? {} : { 'Content-Type': contentType },
        body: body ?? undefined,
      };
    });
}

/** A value that the schema of a parameter admits, or any other. */
function valueFor({ schema }: Parameter): fc.Arbitrary<string> {
  const { enum: names, type, minimum = 1 } = schema;
  if (Array.isArray(names)) return oftenOne(...(names as string[]));
  const isNumber = type === 'integer';
  return isNumber ? mostly(fc.integer({ min: Number(minimum), max: 10 }).map(String), word) : word;
}

/** Text for a path or a query; a dot, which may change a path, is written as a number. */
export function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E');
}
