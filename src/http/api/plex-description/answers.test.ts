import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowsedLibrary } from '../../../../test/support/browsed-library.ts';
import { askOf, RecordedPreferences, recordedServices } from '../../../../test/support/http.ts';
import type { TestLibrary } from '../../../../test/support/library.ts';
import { Contract, type Operation } from '../../../../test/support/openapi.ts';
import { RecordedButler, recordedTasks } from '../../../../test/support/recorded-butler.ts';
import { makeTempFolder } from '../../../../test/support/temp-folder.ts';
import { allPreferences } from '../../../app/preferences.ts';
import { Settings } from '../../../settings/settings.ts';
import type { AppServices } from '../../app.ts';
import { makePlexDocument } from './document.ts';

const contract = new Contract(makePlexDocument('0.1.0', allPreferences) as never);

let library: TestLibrary;
let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let services: Partial<AppServices>;

beforeAll(async () => {
  library = await openBrowsedLibrary();
  folder = await makeTempFolder();
  const file = join(folder.path, 'picture.jpg');
  await writeFile(file, 'no picture at all');
  const { catalogue } = library.store;
  const sections = await library.library.sections();
  const there = async () => file;
  const song = join(folder.path, 'song.mp3');
  await writeFile(song, 'no song either');
  services = {
    settings: new Settings(allPreferences, {}, new RecordedPreferences()),
    catalogue,
    sections: async () => sections,
    // Each request has one of its own, which knows the tasks that have paths of their own.
    get butler() {
      const further = (['CleanOldBundles', 'CheckForUpdates'] as const).flatMap(name =>
        recordedTasks.slice(0, 1).map(task => ({ ...task, name })),
      );
      return new RecordedButler([...recordedTasks, ...further]);
    },
    copyDatabase: async () => ({ path: file, bytes: 17, [Symbol.asyncDispose]: async () => {} }),
    chapterImage: there,
    pictures: { find: there },
    files: {
      part: there,
      sidecar: there,
      artwork: async (_, kinds) => (kinds.includes('theme') ? song : file),
      indexFile: there,
      indexPicture: async () => new Uint8Array([1]),
    },
    collections: {
      ...recordedServices().collections,
      change: async () => true,
      remove: async () => true,
      hidden: async () => [{ id: 1, title: 'The Bay' }],
      show: async () => true,
    },
  };
});
afterAll(async () => {
  await library[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** What the examples of the description would not find here. */
const right: Record<string, string> = {
  uuid: '00000000-0000-4000-8000-000000000008',
  path: '/media/movie',
  stopTask: 'GenerateMediaIndexFiles',
};

/** A request with every parameter that is required, or with all of them, by their examples. */
function targetOf({ operationId, parameters, path }: Operation, isFull: boolean): string {
  const values = parameters.map(({ name, schema, in: place, required }) => {
    const { enum: choices, example = choices?.[0] ?? 1 } = schema as Record<string, string[]>;
    const value = (name === 'task' && right[operationId]) || (right[name] ?? String(example));
    return { name, value, isGiven: required || isFull, isInPath: place === 'path' };
  });
  const query = values.filter(({ isGiven, isInPath }) => isGiven && !isInPath);
  const search = query.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('&');
  const filled = values.reduce((text, { name, value }) => text.replace(`{${name}}`, value), path);
  return `${filled}?${search}`;
}

const { told = [], asked = [] } = Object.groupBy(contract.operations, ({ tags }) =>
  tags.includes('Notifications') ? 'told' : 'asked',
);
const named = (operations: readonly Operation[]) =>
  operations.map(operation => [operation.operationId, operation] as const);

test.each(named(told))('%s answers as described, without end', async (_, operation) => {
  const response = await askOf(recordedServices(services))(operation.path, {});
  if (response.status === 200) expect(response.headers.get('content-type')).toBe('text/event-stream');
  else expect(response.status).toBe(426);
  expect(operation.responses).toHaveProperty([response.status]);
  await response.body?.cancel();
});

test.each(named(asked))('%s answers as described', async (_, operation) => {
  for (const accept of ['application/json', 'application/xml']) {
    for (const isFull of [false, true]) {
      const target = targetOf(operation, isFull);
      const response = await askOf(recordedServices(services))(target, { accept }, operation.method);
      expect(response.status, `${operation.method} ${target}`).toBe(200);
      expect(await contract.findMismatch(operation, response), target).toBeUndefined();
    }
  }
});

test.each([
  '/library/metadata/1,3,9,10,11,14,15',
  '/library/sections/1/all?includeMeta=1',
  '/library/sections/2/all?type=4',
  '/library/sections/1/firstCharacter',
  '/library/metadata/3/children',
  '/hubs/search?query=actor',
])('%s fits its description', async target => {
  const path = target.replace(/\?.*/, '').replace(/\d[\d,]*/, '{}');
  const shapes = (one: Operation) => one.path.replace(/\{\w+\}/, '{}');
  const operation = contract.operations.find(
    one => one.method === 'GET' && [path, path.replace('firstCharacter', '{field}')].includes(shapes(one)),
  ) as Operation;
  for (const accept of ['application/json', 'application/xml']) {
    const response = await askOf(recordedServices(services))(target, { accept });
    expect(response.status).toBe(200);
    expect(await contract.findMismatch(operation, response)).toBeUndefined();
  }
});
