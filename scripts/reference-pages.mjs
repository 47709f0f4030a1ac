// The pages of an API: operations, schemas, and the index of both.
import { anchorOf, fence, table } from './markdown.mjs';
import { writeExamples } from './reference-examples.mjs';

/** The operations of an API by their tags, each with a link to its page. */
export function indexApi(folder, { info, tags, paths }) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  );
  const sections = tags.flatMap(({ name, description }) => {
    const rows = operations
      .filter(operation => operation.tags.includes(name))
      .map(({ operationId, summary, method, path }) => [
        `[${operationId}](${folder}/${operationId}.md)`,
        `\`${method.toUpperCase()} ${path}\``,
        summary,
      ]);
    return [`### ${name}`, '', description, '', ...table(['Operation', 'Request', 'What it does'], rows), ''];
  });
  return [`## ${info.title}`, '', info.description, '', `[Schemas](${folder}/schemas.md)`, '', ...sections];
}

/** The page of an operation. `call` is how the SDK names it, where it does. */
export function writeOperation(document, operation, call) {
  const { summary, description, method, path, tags } = operation;
  const [tag] = tags;
  const address = document.servers[0].url.replace(/\/$/, '') + path;
  return [
    `# ${summary}`,
    '',
    `\`${method} ${address}\` · ${tag} · [index](../README.md)`,
    '',
    '## Overview',
    '',
    description ?? `${summary}.`,
    ...(operation.security?.length === 0 ? ['', 'It needs no token.'] : []),
    '',
    '## Example Usage',
    '',
    ...writeExamples(document, { ...operation, address }, call),
    '## Parameters',
    '',
    ...writeParameters(operation),
    ...writeBody(operation),
    '## Response',
    '',
    ...writeResponses(document, operation),
    '## Errors',
    '',
    ...writeFailures(document, operation),
  ].join('\n');
}

function writeParameters({ parameters = [] }) {
  if (parameters.length === 0) return ['None.', ''];
  const rows = parameters.map(({ name, in: place, required, schema, description }) => [
    `\`${name}\``,
    place,
    typeOf(schema),
    required ? 'yes' : 'no',
    [description ?? schema.description ?? '', ...choicesOf(schema, 'schemas.md')].filter(Boolean).join(' '),
  ]);
  return [...table(['Parameter', 'In', 'Type', 'Required', 'Description'], rows), ''];
}

function writeBody({ requestBody }) {
  if (!requestBody) return [];
  const [[type, { schema, example }]] = Object.entries(requestBody.content);
  const types = Object.keys(requestBody.content).map(name => `\`${name}\``);
  const shown = type === 'application/json' && example !== undefined ? fence('json', jsonOf(example)) : [];
  return ['## Request body', '', `${types.join(', ')}: ${typeOf(schema)}`, '', ...shown];
}

function writeResponses(document, { responses }) {
  const good = entriesOf(document, responses).filter(([status]) => /^[123]/.test(status));
  const rows = good.map(([status, { description, content = {} }]) => [
    status,
    description,
    Object.entries(content)
      .map(([type, { schema }]) => `\`${type}\`${isText(type) ? '' : `: ${typeOf(schema)}`}`)
      .join('<br>') || '–',
  ]);
  const examples = good.flatMap(([, { content = {} }]) =>
    Object.entries(content)
      .filter(([, { example }]) => example !== undefined)
      .flatMap(([type, { example }]) =>
        type.endsWith('json')
          ? fence('json', jsonOf(example))
          : fence(type.endsWith('xml') ? 'xml' : 'text', textOf(example)),
      ),
  );
  return [...table(['Status', 'Description', 'Content'], rows), '', ...examples];
}

/** What the SDK rejects with. */
const errorTypes = {
  400: 'BadRequestError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
  429: 'RateLimitedError',
  default: 'ButlerError',
};

function writeFailures(document, { responses }) {
  const bad = entriesOf(document, responses).filter(([status]) => !/^[123]/.test(status));
  const rows = bad.map(([status, { description, content = {} }]) => [
    `\`${errorTypes[status] ?? 'ButlerError'}\``,
    status === 'default' ? '4XX, 5XX' : status,
    Object.keys(content)
      .map(type => `\`${type}\``)
      .join(', ') || '–',
    description,
  ]);
  return [
    ...table(['Error Type', 'Status Code', 'Content Type', 'Description'], rows),
    '',
    'The codes that problems have, and what to do about each, are in [Errors](../errors.md).',
  ];
}

function entriesOf({ components }, responses) {
  return Object.entries(responses).map(([status, response]) => [
    status,
    response.$ref ? components.responses[response.$ref.split('/').at(-1)] : response,
  ]);
}

/** All named schemas of an API, each with its fields. */
export function writeSchemas({ info, components }) {
  const named = Object.entries(components.schemas).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return [
    `# Schemas: ${info.title}`,
    '',
    ...named.flatMap(([name, schema]) => [
      `## ${name}`,
      '',
      ...(schema.description ? [schema.description, ''] : []),
      ...writeSchema(schema),
    ]),
  ].join('\n');
}

function writeSchema(schema) {
  if (!schema.properties) return [[typeOf(schema, ''), ...choicesOf(schema)].join(' '), ''];
  const rows = fieldsOf(schema, '').map(({ name, schema, isRequired }) => [
    `\`${name}\``,
    typeOf(schema, ''),
    isRequired ? 'yes' : 'no',
    [schema.description ?? '', ...choicesOf(schema, '')].filter(Boolean).join(' '),
  ]);
  return [...table(['Field', 'Type', 'Always there', 'Description'], rows), ''];
}

/** The fields of an object, and of objects without a name that are in it. */
function fieldsOf({ properties, required = [] }, prefix) {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const inside = schema.properties ? schema : schema.items?.properties ? schema.items : undefined;
    const own = { name: prefix + name, schema, isRequired: required.includes(name) };
    const marks = schema.items ? '[].' : '.';
    return inside ? [own, ...fieldsOf(inside, prefix + name + marks)] : [own];
  });
}

/** A type in words, with a link where it has a page. `schemas` is the page of schemas, seen from where it stands. */
function typeOf(schema, schemas = 'schemas.md') {
  const inside = one => typeOf(one, schemas);
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1);
    return `[${name}](${schemas}#${anchorOf(name)})`;
  }
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map(inside).join(' or ');
  if (schema.allOf) return schema.allOf.map(inside).join(' and ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.type === 'array') return `array of ${inside(schema.items ?? {})}`;
  const [only] = Object.entries(schema.properties ?? {});
  if (only && Object.keys(schema.properties).length === 1)
    return `object with \`${only[0]}\`: ${inside(only[1])}`;
  const { type = 'anything', format, minimum, maximum } = schema;
  const most = maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const isBound = minimum !== undefined || most !== undefined;
  const range = isBound ? ` from ${minimum ?? '−∞'}${most === undefined ? '' : ` to ${most}`}` : '';
  return `${[type].flat().join(' or ')}${format ? ` (${format})` : ''}${range}`;
}

/** The values that a schema names. `schemas` is the page that lists the names of tasks; without it they are listed here. */
function choicesOf(schema, schemas) {
  const { enum: choices } = schema.items ?? schema;
  if (!choices) return [];
  if (schemas !== undefined && choices.includes('BackupDatabase') && choices.length < 30) {
    const others = choices.includes('all') ? '`all`, or ' : '';
    return [`One of ${others}the [names of tasks](${schemas}#taskname).`];
  }
  return [`One of ${choices.map(choice => `\`${choice}\``).join(', ')}.`];
}

function isText(type) {
  return ['text/html', 'text/plain'].includes(type);
}

function textOf(value) {
  return typeof value === 'string' ? value.trimEnd() : jsonOf(value);
}

function jsonOf(value) {
  return JSON.stringify(value, null, 2);
}
