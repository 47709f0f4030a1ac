import { once } from 'node:events';
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askOf, recordedServices } from '../../test/support/http.ts';
import { lines, open } from '../../test/support/raw-http.ts';
import { night } from '../../test/support/recorded-butler.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { createHttpServer } from '../http/server.ts';
import { openStore, type Store } from '../store/open.ts';
import { databaseCopies } from './database-copies.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;
let staging: string;
let ask: ReturnType<typeof askOf>;

beforeEach(async () => {
  folder = await makeTempFolder();
  store = await openStore(folder.path);
  await store.preferences.set({ FriendlyName: 'Attic', Key: 'the secret of the attic' });
  staging = join(folder.path, 'cache/staging');
  ask = askOf(recordedServices({ copyDatabase: copying() }));
});

afterEach(async () => {
  await store.close();
  await folder[Symbol.asyncDispose]();
});

const copying = () => databaseCopies(store.care, { secretIds: () => ['Key'] }, staging);

/** The only file in an archive. */
function unpack(archive: Buffer): { name: string; content: Buffer } {
  const directory = archive.readUInt32LE(archive.length - 6);
  const nameLength = archive.readUInt16LE(26);
  const begin = 30 + nameLength + archive.readUInt16LE(28);
  const packed = archive.readUInt32LE(directory + 20);
  return {
    name: archive.toString('utf8', 30, 30 + nameLength),
    content: inflateRawSync(archive.subarray(begin, begin + packed)),
  };
}

test('the database is taken away whole, but for what is secret', async () => {
  const response = await ask('/diagnostics/databases/');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': 'attachment; filename="Butler Databases_2026-03-01_02-00-00.zip"',
  });
  const { name, content } = unpack(Buffer.from(await response.arrayBuffer()));
  expect(name).toBe(`databaseBackup.db-${new Date(night).toISOString().slice(0, 10)}`);
  expect(content.includes('the secret of the attic')).toBe(false);
  using copy = new DatabaseSync(':memory:');
  copy.deserialize(content);
  expect(copy.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const rows = copy.prepare('select id, value from preference').all();
  expect(rows.map(row => ({ ...row }))).toEqual([{ id: 'FriendlyName', value: 'Attic' }]);
  expect(await readdir(staging)).toEqual([]);
  expect(await store.preferences.all()).toHaveProperty('Key');
});

test('several get one each', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => ask('/diagnostics/databases')));
  for (const answer of answers) {
    const { content } = unpack(Buffer.from(await answer.arrayBuffer()));
    expect(content.subarray(0, 15).toString()).toBe('SQLite format 3');
  }
  expect(await readdir(staging)).toEqual([]);
});

test('who leaves leaves nothing behind', async () => {
  const unread = await ask('/diagnostics/databases');
  await unread.body?.cancel();
  const reader = (await ask('/diagnostics/databases')).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(await readdir(staging)).toEqual([]);
});

test('who leaves while the copy is made ends that, and it is no fault', async () => {
  const begun = Promise.withResolvers<void>();
  const reported: unknown[] = [];
  const ended = Promise.withResolvers<unknown>();
  const care = {
    async copyWithout(...order: Parameters<Store['care']['copyWithout']>) {
      begun.resolve();
      const [, , , signal] = order;
      if (!signal.aborted) await once(signal, 'abort');
      const copy = store.care.copyWithout(...order);
      copy.then(ended.resolve, ({ code }) => ended.resolve(code));
      return await copy;
    },
  };
  const copyDatabase = databaseCopies(care, { secretIds: () => [] }, staging);
  const services = recordedServices({ copyDatabase, report: error => reported.push(error) });
  const server = await createHttpServer({ ...services, host: '127.0.0.1', port: 0 });
  const socket = await open(server.address.port);
  socket.write(lines('GET /diagnostics/databases', 'Host: localhost'));
  await begun.promise;
  socket.destroy();
  await server.close();
  expect(await ended.promise).toBe('cancelled');
  await setImmediate();
  expect(reported).toEqual([]);
  expect(await readdir(staging)).toEqual([]);
});

test('HEAD makes no copy', async () => {
  const response = await ask('/diagnostics/databases', {}, 'HEAD');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  await expect(access(staging)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('one that cannot be made is told, and the next is made', async () => {
  await mkdir(dirname(staging), { recursive: true });
  await writeFile(staging, 'in the way');
  const asking = askOf(recordedServices({ copyDatabase: copying(), report: () => undefined }));
  expect((await asking('/diagnostics/databases')).status).toBe(500);
  await rm(staging);
  expect((await asking('/diagnostics/databases')).status).toBe(200);
});
