import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { WalkBatch } from '../../domain/walk.ts';
import { SqliteLibraryStore } from '../../store/library-store.ts';
import { openStore, type Store } from '../../store/open.ts';
import { walk } from './walk.ts';

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;
let library: SqliteLibraryStore;

beforeAll(async () => {
  temp = await makeTempFolder();
  store = await openStore(join(temp.path, 'data'));
  library = new SqliteLibraryStore(store.db);
});
afterAll(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

/** Longer than the steps in which the kernel counts, so that nothing that happens within it is missed. */
const settled = { folderMs: 20, fileMs: 20 };

const name = fc.constantFrom('a', 'b', 'c', '-d', 'é\n', '%d');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(names => names.join('/'));
const file = path.map(folder => `${folder}.mkv`);
const entry = fc.oneof(path, file);

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), at: file }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('makeFolder' as const), at: path }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: entry }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rename' as const), at: entry, to: entry }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('touch' as const), at: path }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      at: entry,
      to: fc.constantFrom('outside', 'outside/far', 'outside/1.mkv', 'root/a', 'root', 'nowhere'),
    }),
  },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

let writes = 0;

/** Does it where it can be done; the file system refuses what makes no sense. */
function act(base: string, { kind, at, ...rest }: Operation): void {
  const target = join(base, 'root', at);
  try {
    mkdirSync(dirname(target), { recursive: true });
    if (kind === 'write') writeFileSync(target, 'x'.repeat(++writes % 1_000));
    else if (kind === 'makeFolder') mkdirSync(target);
    else if (kind === 'remove') rmSync(target, { recursive: true });
    else if (kind === 'touch') utimesSync(target, 1_600_000_000, 1_600_000_000 + (writes % 3));
    else if (kind === 'rename' && 'to' in rest) renameSync(target, join(base, 'root', rest.to));
    else if (kind === 'link' && 'to' in rest) symlinkSync(join(base, rest.to), target);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
  }
}

/** Path → size, as a walk that knows nothing finds it. */
async function listAll(root: string): Promise<Record<string, number>> {
  const files: Record<string, number> = {};
  const take = async ({ listings }: WalkBatch) => {
    for (const { path, names, sizes } of listings) {
      names.forEach((name, i) => {
        files[join(path, name)] = sizes[i] as number;
      });
    }
  };
  const known = { paths: [], modified: new Float64Array(), topFiles: [] };
  await walk({ root, known, checkEveryFile: true }, take, () => {});
  return files;
}

/** Path → size, as the library has it. */
async function inventory(rootId: number): Promise<Record<string, number>> {
  const rows = await store.db
    .selectFrom('file')
    .innerJoin('folder', 'folder.id', 'file.folder_id')
    .select(['folder.path', 'file.name', 'file.size'])
    .where('folder.root_id', '=', rootId)
    .where('file.missing_at', 'is', null)
    .execute();
  return Object.fromEntries(rows.map(row => [join(row.path, row.name), row.size]));
}

test('whatever happens between scans, the library ends with what a first scan would find', async () => {
  let listed = 0;
  let skipped = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ operations: fc.array(operation, { maxLength: 5 }), checkEveryFile: fc.boolean() }),
        { minLength: 6, maxLength: 12 },
      ),
      async rounds => {
        const base = mkdtempSync(join(temp.path, 'run-'));
        const root = join(base, 'root');
        mkdirSync(root);
        mkdirSync(join(base, 'outside/far'), { recursive: true });
        for (const file of ['outside/1.mkv', 'outside/far/2.mkv', 'root/always.mkv']) {
          writeFileSync(join(base, file), file);
        }
        for (const folder of ['a/b/c', 'b/a', 'c/c/-d', '%d/a']) {
          mkdirSync(join(root, folder), { recursive: true });
          writeFileSync(join(root, folder, 'a.mkv'), folder);
        }
        const section = await library.addSection({ title: base, type: 'movie', paths: [root] });
        const rootId = section.roots[0]?.id ?? 0;
        for (const { operations, checkEveryFile } of rounds) {
          // What is overwritten in place is found by the full check only.
          const done = operations.filter(
            ({ kind, at }) => checkEveryFile || kind !== 'write' || !existsSync(join(root, at)),
          );
          const written = new Set<string>();
          for (const one of done) {
            if (one.kind === 'write' && !checkEveryFile && written.has(one.at)) continue;
            written.add(one.at);
            act(base, one);
          }
          const known = await library.knownFolders(rootId);
          const summary = await walk(
            { root, known, checkEveryFile },
            async batch => void (await library.ingest(rootId, batch, 1)),
            () => {},
            undefined,
            settled,
          );
          listed += summary.foldersListed;
          skipped += summary.folders - summary.foldersListed;
          expect(await inventory(rootId)).toEqual(await listAll(root));
        }
        rmSync(base, { recursive: true });
      },
    ),
    { numRuns: 30 },
  );
  // Both ways were taken: a walk that always lists everything would prove nothing.
  expect(Math.min(listed, skipped)).toBeGreaterThan(100);
});
