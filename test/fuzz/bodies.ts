import fc from 'fast-check';
import { mostly, oddText } from './values.ts';

/** Bodies of JSON that are none, or more than anybody should send. */
const broken: readonly Buffer[] = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[',
    '"',
    '{"a":}',
    "{'a':1}",
    '{"a":1,}',
    'nul',
    '01',
    '1e999',
    '-',
    '\u0000',
    '{}{}',
  ],
  ...['null', 'true', '0', '""', '[]', '{}', '[[]]', '{"":""}', '\ufeff{}', '{"scope":"all","scope":"x"}'],
  ...[
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"scope":"\\ud800"}',
    '{"scope":"\\u0000"}',
  ],
  ...[
    '['.repeat(30_000),
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    '{"a":'.repeat(10_000),
    `"${'x'.repeat(60_000)}"`,
  ],
  ...[
    `[${'0,'.repeat(20_000)}0]`,
    `{"scope":"${'9'.repeat(50_000)}"}`,
    'a'.repeat(66_000),
    '9'.repeat(60_000),
  ],
  ...[
    'a=b&c=d',
    '--x\r\nContent-Disposition: form-data; name="payload"\r\n\r\n{}\r\n--x--',
    '<?xml version="1.0"?><a/>',
  ],
].map(text => Buffer.from(text));

const bytes: readonly Buffer[] = [
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from('1f8b08000000000000ffabae05004300bfa302000000', 'hex'),
  Buffer.alloc(1_000),
];

/** The body of an operation: like the example of its description with fields changed or left out, or broken. */
export function bodyLike(example: unknown): fc.Arbitrary<Buffer> {
  const fields = Object.entries(example !== null && typeof example === 'object' ? example : {});
  const anything = fc.oneof(fc.jsonValue(), oddText);
  const like = fc.record(
    Object.fromEntries(fields.map(([name, value]) => [name, mostly(fc.constant<unknown>(value), anything)])),
    { requiredKeys: [], noNullPrototype: true },
  );
  const json = mostly<unknown>(mostly<unknown>(fc.constant(example), like), fc.jsonValue());
  return mostly(
    json.map(value => Buffer.from(JSON.stringify(value) ?? '')),
    fc.constantFrom(...broken, ...bytes),
  );
}
