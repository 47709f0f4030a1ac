import { beforeAll, describe, expect, test } from 'vitest';
import { recordedServices } from '../../../../test/support/http.ts';
import { allPreferences } from '../../../app/preferences.ts';
import { taskNames } from '../../../domain/task.ts';
import { createApp } from '../../app.ts';
import { makePlexDocument } from './document.ts';

type Operations = Record<string, { operationId: string; summary: string; tags: readonly string[] }>;

let document: ReturnType<typeof makePlexDocument>;
let paths: Record<string, Operations>;

beforeAll(() => {
  document = makePlexDocument('0.1.0', allPreferences);
  paths = document.paths as unknown as typeof paths;
});

/** A path without the names of what stands in it: they are nobody's to rely on. */
const shape = (path: string) => path.replaceAll(/:\w+(\{[^/]*\})?|\{\w+\}/g, '{}');

/** What people look at is no part of any API, and how the server is, is none of Plex's. */
const isOwn = (path: string) => /^\/(assets|docs|health|metrics)(\/|$)/.test(path);

test('every route is described, and nothing else', () => {
  const app = createApp(recordedServices(), { platform: 'linux', platformVersion: '6.1.0', startedAt: 0 });
  const served = app.routes.flatMap(({ method, path }) =>
    method === 'ALL' || isOwn(path) ? [] : `${method} ${shape(path)}`,
  );
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${shape(path)}`),
  );
  expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
});

describe('the five operations', () => {
  test.each([
    ['getTasks', 'get', '/butler'],
    ['startTasks', 'post', '/butler'],
    ['stopTasks', 'delete', '/butler'],
    ['startTask', 'post', '/butler/{task}'],
    ['stopTask', 'delete', '/butler/{task}'],
  ])('%s', (operationId, method, path) => {
    expect(paths[path]?.[method]?.operationId).toBe(operationId);
  });

  test('know every task', () => {
    expect(paths['/butler/{task}']).toMatchObject({
      post: { parameters: [{ name: 'task', in: 'path', required: true, schema: { enum: [...taskNames] } }] },
    });
  });
});

test('every preference that can be changed is a parameter', () => {
  const operation = paths['/:/prefs']?.['put'] as unknown;
  const { parameters } = operation as { parameters: readonly { name: string }[] };
  const ids = allPreferences.filter(({ readOnly }) => !readOnly).map(({ id }) => id);
  expect(parameters.map(({ name }) => name)).toEqual([...new Set(ids)]);
});
