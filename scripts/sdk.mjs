// Makes sdk/src/generated from the descriptions of the API, as the routes give them: the types by openapi-ts, a class with
// a method for each operation by this. Run it after every change of a route: `npm run sdk`. With an argument it writes
// into that folder instead.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { askOf, recordedServices } from '../test/support/http.ts';
import { replaceFolder } from './replace-folder.mjs';
import { operationsOf, taskNamesOf, writeOperations, writeTasks } from './sdk-operations.mjs';
import { writeShapes } from './sdk-shapes.mjs';

const generated = fileURLToPath(new URL('../sdk/src/generated', import.meta.url));

/** Writes all that is generated into a new folder. */
async function generate(folder) {
  const api = tidy(await readDocument('/api/v1/openapi.json'));
  const plex = tidy(await readDocument('/api/v1/plex-openapi.json'));
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(join(folder, `${name}.gen.ts`), text);
  write('types', await writeTypes(api));
  write('operations', writeOperations(api, operationsOf(api)));
  write('task', writeTasks(taskNamesOf(api)));
  write('plex-types', await writeTypes(plex, plexTags));
  write('plex-shapes', writeShapes(plex, plexTags));
}

/** What a client of Butler needs of a Plex server: browsing the library is for others. */
const plexTags = ['Butler', 'Activities', 'Preferences', 'Server'];

async function readDocument(path) {
  const response = await askOf(recordedServices())(path);
  if (!response.ok) throw new Error(`${path} answers with ${response.status}`);
  return await response.json();
}

/**
 * The types of all schemas and operations, or of those with one of some tags. Names of tasks are those of today, and any
 * other that comes to be.
 */
async function writeTypes(document, tags) {
  const folder = mkdtempSync(join(tmpdir(), 'butler-sdk-'));
  try {
    await createClient({
      input: document,
      ...(tags && { parser: { filters: { tags: { include: tags }, orphans: false } } }),
      output: { path: folder, entryFile: false },
      logs: { level: 'silent', file: false },
      plugins: ['@hey-api/typescript'],
    });
    const types = readFileSync(join(folder, 'types.gen.ts'), 'utf8');
    return types.replace(/^(export type TaskName = .+);$/m, '$1 | (string & {});');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same description in which the names of tasks, and what is a schema with words of its own, refer to that schema. */
function tidy(document) {
  const names = taskNamesOf(document);
  const isTaskNames = values => names.every(name => values.includes(name));
  const convert = value => {
    if (Array.isArray(value)) return value.map(convert);
    if (value === null || typeof value !== 'object') return value;
    const { enum: values, type, allOf, ...rest } = value;
    if (Array.isArray(values) && isTaskNames(values)) {
      const others = values.filter(name => !names.includes(name));
      const reference = { $ref: '#/components/schemas/TaskName' };
      return others.length === 0
        ? { ...rest, ...reference }
        : { ...rest, anyOf: [{ type: 'string', enum: others }, reference] };
    }
    if (allOf?.length === 2 && allOf[0].$ref && Object.keys(allOf[1]).join() === 'description') {
      return { ...convert(rest), ...allOf[0], ...allOf[1] };
    }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, convert(member)]));
  };
  const tidied = convert(document);
  tidied.components.schemas.TaskName = document.components.schemas.TaskName;
  return tidied;
}

await replaceFolder(process.argv[2] ?? generated, generate);
