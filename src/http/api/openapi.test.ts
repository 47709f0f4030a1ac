import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { encode, requestTo, word } from '../../../test/support/any-request.ts';
import { askOf, recordedServices, webhookSecret } from '../../../test/support/http.ts';
import { Contract, type Parameter } from '../../../test/support/openapi.ts';

type Ask = ReturnType<typeof askOf>;

let ask: Ask;
let document: Record<string, unknown>;
let contract: Contract;

beforeAll(async () => {
  ask = askOf(recordedServices());
  document = (await (await ask('/api/v1/openapi.json', { 'X-Plex-Token': '' })).json()) as typeof document;
  contract = new Contract(document as never);
});

describe('the description', () => {
  test('is OpenAPI 3.1 of this version of Butler', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Butler', version: '0.1.0' },
      servers: [{ url: '/api/v1' }],
    });
  });

  test('has every route, and nothing else', () => {
    expect(contract.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /openapi.json',
      'GET /plex-openapi.json',
      'POST /webhooks/{source}',
      'GET /health/live',
      'GET /health/ready',
      'POST /session',
      'POST /session/codes',
      'POST /token/renew',
      'GET /server',
      'GET /tasks',
      'POST /tasks/{task}/start',
      'POST /tasks/{task}/stop',
      'GET /runs',
      'GET /runs/{id}',
      'GET /runs/{id}/units',
      'GET /runs/{id}/log',
      'GET /runs/{id}/failures',
      'POST /runs/{id}/failures/retry',
      'GET /runs/{id}/samples',
      'GET /logs',
      'GET /activities',
      'DELETE /activities/{id}',
      'GET /plan',
      'GET /decisions',
      'GET /tasks/{task}/why',
      'GET /reports/{serviceDay}',
      'GET /nights',
      'GET /pauses',
      'POST /pauses',
      'DELETE /pauses/{scope}',
      'GET /settings',
      'PATCH /settings',
      'GET /settings/{id}',
      'PUT /settings/{id}',
      'DELETE /settings/{id}',
      'GET /windows',
      'PUT /windows',
      'POST /plan/preview',
      'POST /sections/{id}/scan',
      'DELETE /sections/{id}/scan',
      'GET /items',
      'GET /items/{id}',
      'POST /items/{id}/tasks/{task}',
      'GET /sections',
      'POST /sections',
      'DELETE /sections/{id}/missing',
      'GET /sections/{id}',
      'PATCH /sections/{id}',
      'DELETE /sections/{id}',
      'GET /folders',
      'GET /failures',
      'POST /failures/retry',
      'GET /units/{id}',
      'GET /artifacts',
      'GET /artifacts/{id}',
      'GET /artifacts/{id}/content',
      'GET /workers',
      'GET /backups',
      'POST /backups',
      'POST /backups/{name}/verify',
      'POST /backups/{name}/rehearse',
      'POST /backups/{name}/restore',
      'POST /restore/undo',
      'GET /restore',
      'POST /quarantine/{id}/restore',
      'GET /quarantine',
      'DELETE /quarantine',
      'GET /storage',
      'GET /events',
      'GET /metrics',
      'GET /guide/channels',
      'GET /guide/programmes',
      'GET /updates',
    ]);
  });

  test('names each operation once, and says what it is for', () => {
    const names = contract.operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    const tags = (document['tags'] as readonly { name: string }[]).map(({ name }) => name);
    for (const { operationId, summary, tags: own } of contract.operations) {
      expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(summary).toMatch(/^[A-Z].*[^.]$/);
      expect(own).toHaveLength(1);
      expect(tags).toContain(own[0]);
    }
  });

  test('declares exactly the parameters that stand in each path', () => {
    for (const { path, parameters, operationId } of contract.operations) {
      const inPath = [...path.matchAll(/{(.+?)}/g)].map(match => match[1]);
      expect(parameters.filter(parameter => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath);
      for (const { name, required, in: place } of parameters) {
        const isOfNights = operationId === 'getNights' && place === 'query';
        expect(required).toBe(place === 'path' || name === 'channel' || isOfNights);
      }
    }
  });

  test('has nothing but JSON Schema for schemas, and refers only to what there is', () => {
    for (const name of contract.schemaNames()) {
      expect(() => contract.findMisfit({ $ref: `#/components/schemas/${name}` }, {})).not.toThrow();
    }
    for (const { parameters, requestBody, responses } of contract.operations) {
      const bodies = [requestBody ?? {}, ...Object.values(responses)].flatMap(body =>
        Object.values(('content' in body && body.content) || {}),
      );
      for (const { schema } of [...parameters, ...bodies]) {
        expect(() => contract.findMisfit(schema, {})).not.toThrow();
      }
    }
  });

  test('refers only to security that it declares', () => {
    const { components, security } = document as unknown as {
      components: { securitySchemes: object };
      security: object[];
    };
    const own = contract.operations.flatMap(operation => ('security' in operation ? operation.security : []));
    for (const requirement of [...security, ...(own as object[])]) {
      for (const name of Object.keys(requirement)) expect(components.securitySchemes).toHaveProperty(name);
    }
  });

  test('does not change with what was asked before', async () => {
    expect(await (await ask('/api/v1/openapi.json')).json()).toEqual(document);
  });
});

test('a right request to each operation has the answer that is described', async () => {
  const right: Record<string, string> = {
    ...{ source: `plex?secret=${webhookSecret}`, task: 'BackupDatabase' },
    ...{ serviceDay: '2026-03-01', scope: 'all', channel: 'bbc1.uk' },
  };
  const exampleOf = ({ name, schema, example = schema['example'] }: Parameter) => right[name] ?? `${example}`;
  const services = recordedServices({ artifactPath: () => fileURLToPath(import.meta.url) });
  const asked = askOf(services);
  for (const operation of contract.operations) {
    const query = operation.parameters.filter(({ required, in: place }) => required && place === 'query');
    const given = query.map(parameter => `${parameter.name}=${exampleOf(parameter)}`).join('&');
    const search = given && `?${given}`;
    const inPath = operation.parameters.filter(parameter => parameter.in === 'path');
    const path = inPath.reduce((path, one) => path.replace(`{${one.name}}`, exampleOf(one)), operation.path);
    const example =
      operation.operationId === 'beginSession'
        ? { code: services.sessions.issue().code }
        : contract.exampleBody(operation);
    const body = operation.requestBody && JSON.stringify(example ?? {});
    const headers = { 'Content-Type': 'application/json' };
    const response = await asked(`${contract.url}${path}${search}`, headers, operation.method, body);
    expect(response.ok, `${operation.method} ${path}`).toBe(true);
    expect(await contract.findMismatch(operation, response), `${operation.method} ${path}`).toBeUndefined();
  }
});

describe('whatever is asked', () => {
  test('the answer is as described, and never a 5xx', async () => {
    const anyRequest = fc
      .constantFrom(...contract.operations)
      .chain(operation => requestTo(contract, operation));
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(anyRequest, async ({ operation, target, headers, body }) => {
        const response = await ask(target, headers, operation.method, body);
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        expect(response.status).toBeLessThan(500);
        expect(await contract.findMismatch(operation, response)).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
    // Neither all right nor all wrong, or this would show little.
    for (const status of [200, 201, 204, 400, 404, 415]) {
      expect(statuses.get(status), `answers with ${status}`).toBeGreaterThan(0);
    }
  });

  test('an address or a method that there is not gives a problem too', async () => {
    const request = fc.record({
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
      words: fc.array(fc.oneof(fc.constantFrom('tasks', 'runs', 'start', 'failures', 'pauses'), word), {
        maxLength: 4,
      }),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, words }) => {
        const response = await ask(`/api/v1/${words.map(encode).join('/')}`, {}, method);
        expect(response.status).toBeLessThan(500);
        if (response.status < 400 || method === 'HEAD') return;
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        const problem = await response.json();
        expect(contract.findMisfit({ $ref: '#/components/schemas/Problem' }, problem)).toBeUndefined();
        expect(problem).toMatchObject({ status: response.status });
      }),
      { numRuns: 1_000 },
    );
  });
});
