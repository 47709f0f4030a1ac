import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open.ts';

const openModule = new URL('./open.ts', import.meta.url);
const batchModule = new URL('./batch-query.ts', import.meta.url);

let folder: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-crash-'));
});

afterEach(async () => {
  await kill();
  await rm(folder, { recursive: true });
});

/** Starts a process that has the store open and runs `body`; resolves with its lines. */
function start(body: string): AsyncIterator<string> {
  const script = `
    import { writeSync } from 'node:fs';
    import { openStore } from '${openModule}';
    import { executeMany } from '${batchModule}';
    const store = await openStore(process.argv[2]);
    const say = line => writeSync(1, line + '\\n');
    ${body}`;
  const file = join(folder, 'child.mjs');
  writeFileSync(file, script);
  child = spawn(process.execPath, [file, join(folder, 'data')], { stdio: ['ignore', 'pipe', 'inherit'] });
  return createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
}

async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a second process is refused with the name of the first; kill -9 of that one frees the folder', async () => {
  const lines = start(`store.describe('http://127.0.0.1:32400'); say('open'); setInterval(() => {}, 1000)`);
  await lines.next();
  await expect(openStore(join(folder, 'data'))).rejects.toMatchObject({
    code: 'data-folder-locked',
    message: expect.stringContaining(`process ${child?.pid} on`),
  });
  await expect(openStore(join(folder, 'data'))).rejects.toThrow('at http://127.0.0.1:32400');
  await kill();
  const store = await openStore(join(folder, 'data'));
  await store.close();
});

test('kill -9 in the middle of writes loses nothing that was committed, and halves no transaction', async () => {
  let expected = 0;
  for (const commits of [1, 17, 60]) {
    const lines = start(`
      const { id } = await store.runs.addRun({
        task: 'BackupDatabase', trigger: 'manual', state: 'queued', serviceDay: '2026-05-01', createdAt: 0,
      });
      for (let n = 0; ; n++) {
        const rows = Array.from({ length: 50 }, (_, i) => ({ id: [id, n, i].join('/') }));
        await store.db.transaction().execute(trx =>
          executeMany(trx, rows, of => trx.insertInto('preference').values({ id: of('id'), value: '' })),
        );
        say(n);
      }`);
    let acknowledged = 0;
    while (acknowledged < commits) {
      const { done } = await lines.next();
      expect(done).toBe(false);
      acknowledged++;
    }
    await kill();
    // What was said before the end counts too, though it is read after it.
    while (!(await lines.next()).done) acknowledged++;

    const store = await openStore(join(folder, 'data'));
    const rows = Object.keys(await store.preferences.all()).length;
    expect(await store.care.findDamage()).toEqual([]);
    await store.close();
    expect(rows % 50).toBe(0);
    expect(rows).toBeGreaterThanOrEqual(expected + acknowledged * 50);
    expect(rows).toBeLessThanOrEqual(expected + (acknowledged + 1) * 50);
    expected = rows;
  }
});
