import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** One of the first mostly, else one of the second. */
export const mostly = <T>(right: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: other });

/** Texts at which programs have stumbled. None is an absolute path: nothing beyond the test's own folders is touched. */
const odd = [
  ...[
    '',
    ' ',
    '\t',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '+1',
    '01',
    ' 1 ',
    '１',
    'NaN',
    'Infinity',
    '9'.repeat(40),
  ],
  ...[
    '2147483648',
    '9007199254740993',
    '-9223372036854775809',
    '1e999',
    'true',
    'TRUE',
    'null',
    'undefined',
    '[]',
    '{}',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'all',
    'none',
    '*',
    '%',
    '%25',
    '%2e',
    '%00',
    '\0',
    '\r\nX: y',
  ],
  ...[
    "'",
    '"',
    "' OR 1=1 --",
    '<script>',
    '&amp;',
    '$(1)',
    '{{1}}',
    '../..',
    '..\\..',
    'a,b',
    ',,,',
    ';',
    '?a=b',
    '#x',
    'a/b',
  ],
  ...[
    '2026-02-30',
    '0000-00-00',
    '9999-12-31',
    '2026-03-29T02:30:00+02:00',
    'PT0S',
    '-P1D',
    'P999999999Y',
    'PT1e9S',
  ],
  ...[
    'é',
    'e\u0301',
    'ß',
    'ﬁ',
    'İ',
    '\u202e123',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\uffff',
    '👩‍👩‍👧',
    '日本語',
    'مرحبا',
    'a'.repeat(3_000),
  ],
];

export const oddText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...odd) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).filter(text => !text.startsWith('/')),
  },
);

/** A value for a parameter: one that its schema admits, one at its edges, or one that is wrong in some way. */
export function textFor(schema: Schema): fc.Arbitrary<string> {
  const { enum: choices, type, minimum, maximum, example, format } = schema;
  if (Array.isArray(choices)) return mostly(fc.constantFrom(...choices.map(String)), oddText);
  if (type === 'boolean') return mostly(fc.constantFrom('true', 'false', '0', '1'), oddText);
  if (type === 'integer' || type === 'number') return mostly(numberFor(minimum, maximum), oddText);
  const usual = [example, ...(format === 'date-time' ? ['2026-03-01T02:00:00Z'] : [])].filter(
    value => value !== undefined && !`${value}`.startsWith('/'),
  );
  return usual.length > 0 ? mostly(fc.constantFrom(...usual.map(String)), oddText) : oddText;
}

/** In the range of the schema and just beyond it; small where it has none, so that it often names what there is. */
function numberFor(minimum: unknown, maximum: unknown): fc.Arbitrary<string> {
  const least = typeof minimum === 'number' ? minimum : 0;
  const most = typeof maximum === 'number' && maximum < 1e9 ? maximum : least + 12;
  const edges = [least - 1, least, least + 1, most - 1, most, most + 1];
  return fc
    .oneof(fc.constantFrom(...edges), fc.integer({ min: least, max: Math.max(least, most) }))
    .map(String);
}
