// Makes docs/reference from the descriptions of both APIs and from the catalogue of errors: a page for each operation, a
// page of schemas for each API, and one of all errors. Run it after every change of a route: `npm run reference`. With an
// argument it writes into that folder instead.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allPreferences } from '../src/app/preferences.ts';
import { makePlexDocument } from '../src/http/api/plex-description/document.ts';
import { askOf, recordedServices } from '../test/support/http.ts';
import { anchorOf } from './markdown.mjs';
import { writeErrors } from './reference-errors.mjs';
import { indexApi, writeOperation, writeSchemas } from './reference-pages.mjs';
import { replaceFolder } from './replace-folder.mjs';
import { operationsOf } from './sdk-operations.mjs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Every page, by its path below the folder. */
async function makePages() {
  const response = await askOf(recordedServices())('/api/v1/openapi.json');
  const own = { folder: 'api', document: await response.json() };
  // The server tells of the preferences it has; here they are all.
  const plex = { folder: 'plex', document: makePlexDocument(version, allPreferences) };
  const calls = new Map(operationsOf(own.document).map(call => [call.operationId, call]));
  const pages = new Map([
    ['README.md', index([own, plex])],
    ['errors.md', writeErrors()],
  ]);
  for (const { folder, document } of [own, plex]) {
    pages.set(`${folder}/schemas.md`, writeSchemas(document));
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const call = calls.get(operation.operationId);
        const page = writeOperation(document, { ...operation, method: method.toUpperCase(), path }, call);
        pages.set(`${folder}/${operation.operationId}.md`, page);
      }
    }
  }
  return pages;
}

function index(apis) {
  return [
    '# API reference',
    '',
    'Made by `npm run reference` from the descriptions that a server gives of itself; a running one shows them at `/docs`,',
    'where each operation can be tried.',
    '',
    ...apis.map(({ document }) => `- [${document.info.title}](#${anchorOf(document.info.title)})`),
    '- [Errors](errors.md)',
    '',
    'Every request brings the token, in the header or the query parameter `X-Plex-Token`. The examples take it from the',
    'environment variable `BUTLER_TOKEN`; it is in the file `token` of the data folder.',
    '',
    ...apis.flatMap(({ folder, document }) => indexApi(folder, document)),
  ].join('\n');
}

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/reference', import.meta.url));
const pages = await makePages();
await replaceFolder(folder, unfinished => {
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(unfinished, path)), { recursive: true });
    writeFileSync(join(unfinished, path), `${text.trimEnd()}\n`);
  }
});
process.stdout.write(`${pages.size} pages in ${folder}\n`);
process.exit(0);
