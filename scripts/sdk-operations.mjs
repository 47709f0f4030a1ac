// Writes the operations of a description as classes, one for each tag.

/** Where what a media server tells comes in: nothing that a client of Butler sends. */
const left = new Set(['Webhooks']);

export function taskNamesOf(document) {
  return document.components.schemas.TaskName.enum;
}

/** Every operation, with the group and the name under which it is called. Throws where two would have the same. */
export function operationsOf(document) {
  const operations = Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    .filter(({ operation }) => !left.has(operation.tags[0]))
    .map(({ path, method, operation }) => read(document, path, method, operation))
    .filter(({ result }) => result !== 'events');
  const taken = new Map();
  // Those of one thing of the group have the short name: of all of them there is less to say.
  for (const operation of operations.toSorted((a, b) => a.names.length - b.names.length)) {
    const key = name => `${propertyName(operation.tag)}.${name}`;
    const name = operation.names.find(name => !taken.has(key(name)));
    if (!name) {
      const [wanted] = operation.names;
      throw new Error(`${operation.operationId} and ${taken.get(key(wanted))} would both be ${key(wanted)}`);
    }
    taken.set(key(name), operation.operationId);
    operation.name = name;
  }
  return operations;
}

function read(document, path, method, operation) {
  const { operationId, tags, summary, description, parameters = [], requestBody, responses } = operation;
  const [tag] = tags;
  const result = resultOf(document, responses);
  const names = place => parameters.filter(({ in: where }) => where === place).map(({ name }) => name);
  const [inPath, inQuery] = [names('path'), names('query')];
  if (requestBody) checkBody(document, operationId, requestBody, [...inPath, ...inQuery]);
  return {
    ...{ operationId, tag, summary, description, result },
    names: methodNames(operationId, tag, result),
    method: method.toUpperCase(),
    path: document.servers[0].url + path,
    query: inQuery,
    body: requestBody && (requestBody.required ? 'required' : 'optional'),
    isDoneOnce: names('header').includes('Idempotency-Key'),
    hasRequest: inPath.length > 0 || inQuery.length > 0 || requestBody !== undefined,
    isRequired: requestBody?.required === true || parameters.some(({ required }) => required),
  };
}

/** Throws for a body whose fields cannot stand beside the parameters. */
function checkBody(document, operationId, { content }, parameters) {
  const schema = resolve(document, content['application/json']?.schema ?? {});
  if (schema.type !== 'object') throw new Error(`The body of ${operationId} is no object`);
  const both = Object.keys(schema.properties ?? {}).filter(name => parameters.includes(name));
  if (both.length > 0)
    throw new Error(`${operationId} has ${both.join(', ')} as a parameter and in its body`);
}

/** What an operation answers with when it goes well: `list`, `json`, `text`, `events`, `bytes`, or `nothing`. */
function resultOf(document, responses) {
  const [, response = {}] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const [type, media] = Object.entries(response.content ?? {})[0] ?? [];
  if (type === undefined) return 'nothing';
  if (type === 'text/event-stream') return 'events';
  if (type.startsWith('text/')) return 'text';
  if (type !== 'application/json') return 'bytes';
  return resolve(document, media.schema).properties?.items?.type === 'array' ? 'list' : 'json';
}

/**
 * The names of an operation, the first that is free to be taken. `getRunLog` of the group Runs is `log`,
 * `retryRunFailures` is `retryFailures`, `getRuns` is `list`, `getRun` is `get`, `setSetting` of Settings is `set`, and
 * `setSettings` is `setMany`; `getFailures` of Runs, where that name is taken, is `allFailures`.
 */
function methodNames(operationId, tag, result) {
  const [verb = '', ...words] = operationId.split(/(?=[A-Z])/);
  const plural = tag.split(' ').at(-1);
  const singular = plural.replace(/ies$/, 'y').replace(/s$/, '');
  const isOwn = words[0] === plural || words[0] === singular;
  const rest = (isOwn ? words.slice(1) : words).join('');
  const isRead = verb === 'get' || verb === 'list';
  if (rest) {
    const name = isRead ? lower(rest) : verb + rest;
    return isOwn ? [name] : [name, isRead ? `all${rest}` : `${verb}All${rest}`];
  }
  if (isRead) return [result === 'list' ? 'list' : 'get'];
  return [words[0] === plural && plural !== singular ? `${verb}Many` : verb];
}

export function writeOperations(document, operations) {
  const groups = Map.groupBy(operations, ({ tag }) => tag);
  const described = document.tags.filter(({ name }) => groups.has(name));
  return [
    '// Made by scripts/sdk.mjs from the description of the API.\n',
    "import type { Client } from '../client.ts';",
    "import { Group, type RequestOf } from '../group.ts';",
    "import type { CallOptions } from '../options.ts';",
    "import type { Pages } from '../pages.ts';",
    "import type * as Api from './types.gen.ts';\n",
    ...described.map(({ name, description }) => writeGroup(name, description, groups.get(name))),
    writeGroups(described),
  ].join('\n');
}

function writeGroup(tag, description, operations) {
  return `${comment([description], '')}\nexport class ${className(tag)} extends Group {\n${operations
    .map(writeMethod)
    .join('\n\n')}\n}\n`;
}

function writeMethod(operation) {
  const { operationId, name, method, path, query, body, result } = operation;
  const type = operationId.charAt(0).toUpperCase() + operationId.slice(1);
  const described = [
    ...[`'${method}'`, `'${path}'`].map((text, index) => `${['method', 'path'][index]}: ${text}`),
    ...(query.length > 0 ? [`query: [${query.map(parameter => `'${parameter}'`).join(', ')}]`] : []),
    ...(body ? [`body: '${body}'`] : []),
    ...(operation.isDoneOnce ? ['isDoneOnce: true'] : []),
  ];
  const request = operation.hasRequest
    ? [`request: RequestOf<Api.${type}Data>${operation.isRequired ? '' : ' = {}'}`]
    : [];
  const parameters = [...request, 'options?: CallOptions'].join(', ');
  const { call, promised } = results[result](`Api.${type}Response`);
  return [
    comment([`${operation.summary}.`, operation.description, `\`${method} ${path}\``], '  '),
    `  ${name}(${parameters}): ${promised} {`,
    `    return this.${call}({ ${described.join(', ')} }, ${operation.hasRequest ? 'request' : '{}'}, options);`,
    '  }',
  ].join('\n');
}

const results = {
  list: type => ({ call: 'askPages', promised: `Pages<${type}>` }),
  json: type => ({ call: 'ask', promised: `Promise<${type}>` }),
  nothing: () => ({ call: 'askNothing', promised: 'Promise<void>' }),
  text: () => ({ call: 'askText', promised: 'Promise<string>' }),
  bytes: () => ({ call: 'askBytes', promised: 'Promise<Response>' }),
};

function writeGroups(tags) {
  const members = tags.map(
    ({ name, description }) =>
      `${comment([description], '  ')}\n  readonly ${propertyName(name)}: ${className(name)};`,
  );
  const made = tags.map(({ name }) => `    this.${propertyName(name)} = new ${className(name)}(client);`);
  return [
    '/** All groups of operations. */',
    'export abstract class Groups {',
    `${members.join('\n')}\n`,
    '  constructor(client: Client) {',
    ...made,
    '  }',
    '}\n',
  ].join('\n');
}

/** The names of today's tasks, for those who like to choose from a list. */
export function writeTasks(names) {
  return [
    '// Made by scripts/sdk.mjs from the description of the API.\n',
    '/** The names of all tasks. */',
    'export const Task = {',
    ...names.map(name => `  ${name}: '${name}',`),
    '} as const;\n',
  ].join('\n');
}

function comment(paragraphs, indent) {
  const lines = paragraphs
    .filter(Boolean)
    .flatMap((text, index) => [...(index > 0 ? [''] : []), ...text.split('\n')]);
  const safe = lines.map(line => line.replaceAll('*/', '*\\/').trimEnd());
  if (safe.length === 1) return `${indent}/** ${safe[0]} */`;
  return [`${indent}/**`, ...safe.map(line => `${indent} *${line && ` ${line}`}`), `${indent} */`].join('\n');
}

function className(tag) {
  return tag.replaceAll(/[^A-Za-z]+(.)/g, (_, letter) => letter.toUpperCase());
}

export function propertyName(tag) {
  return lower(className(tag));
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function resolve(document, schema) {
  return schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : schema;
}
