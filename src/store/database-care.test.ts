import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { executeMany } from './batch-query.ts';
import { SqliteCare } from './database-care.ts';
import { migrations } from './migrations/index.ts';
import { openStore, type Store } from './open.ts';

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-care-'));
  file = join(folder, 'butler.db');
  store = await openStore(folder);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const never = new AbortController().signal;

async function fill(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => ({
    id: `k${i}`,
    value: `${'some value '.repeat(20)}${i}`,
  }));
  await store.db
    .transaction()
    .execute(trx =>
      executeMany(trx, rows, of => trx.insertInto('preference').values({ id: of('id'), value: of('value') })),
    );
}

/** Overwrites the middle of the database file, of which nobody may have anything open. */
async function damage(): Promise<void> {
  await store.close();
  await using handle = await open(file, 'r+');
  const { size } = await handle.stat();
  await handle.write(Buffer.alloc(40_000, 0xa5), 0, 40_000, Math.floor(size / 2));
}

describe('copyVerified', () => {
  let copy: string;
  beforeEach(() => {
    copy = join(folder, 'copy.db');
  });

  const left = async () => (await readdir(folder)).filter(name => name.startsWith('copy'));

  test('copies everything, says what it is, and tells how far it is', async () => {
    await fill(20_000);
    const fractions: number[] = [];
    const proof = await store.care.copyVerified(copy, fraction => fractions.push(fraction), never);
    expect(proof.schemaVersion).toBe(Object.keys(migrations).at(-1));
    expect(proof.tables['preference']?.rows).toBe(20_000);
    expect(proof.tables['instance']?.rows).toBe(1);
    expect(proof.bytes).toBe((await readFile(copy)).length);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(await left()).toEqual(['copy.db']);
  });

  test('a copy put in the place of the database is that database', async () => {
    await fill(10);
    const instance = store.instance();
    await store.care.copyVerified(copy, () => {}, never);
    await store.close();
    await writeFile(file, await readFile(copy));
    store = await openStore(folder);
    expect(store.instance()).toEqual(instance);
    expect(Object.keys(await store.preferences.all())).toHaveLength(10);
  });

  test('takes one snapshot while another process writes', async () => {
    await fill(60_000);
    const writer = startWriter();
    try {
      await writer.wrote(1);
      const proof = await store.care.copyVerified(copy, () => {}, never);
      const during = writer.written();
      await writer.wrote(during + 1);
      using db = new DatabaseSync(copy, { readOnly: true });
      // The writer adds a section and its root in one transaction, numbered without a gap.
      const sections = db.prepare('select count(*) as count, max(id) as last from section').get();
      const roots = db.prepare('select count(*) as count, max(section_id) as last from root').get();
      expect(roots).toEqual(sections);
      expect(sections?.['count']).toBe(sections?.['last']);
      expect(proof.tables['section']?.rows).toBe(sections?.['count']);
      expect(during).toBeGreaterThan(Number(sections?.['count']));
    } finally {
      writer.child.kill('SIGKILL');
      await once(writer.child, 'exit');
    }
  });

  test('ends when it is aborted, at any time, and leaves nothing', async () => {
    await fill(30_000);
    await expect(store.care.copyVerified(copy, () => {}, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    for (const moment of [0, 0.3, 0.7]) {
      const abort = new AbortController();
      const onProgress = (fraction: number) => {
        if (fraction >= moment) abort.abort();
      };
      await expect(store.care.copyVerified(copy, onProgress, abort.signal)).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(await left()).toEqual([]);
    }
  });

  test('refuses a file that is there, and leaves it alone', async () => {
    await writeFile(copy, 'precious');
    await expect(store.care.copyVerified(copy, () => {}, never)).rejects.toThrow('EEXIST');
    expect(await readFile(copy, 'utf8')).toBe('precious');
  });

  test('refuses a damaged database before it writes anything', async () => {
    await fill(5_000);
    await damage();
    await expect(new SqliteCare(file).copyVerified(copy, () => {}, never)).rejects.toMatchObject({
      code: 'database-corrupt',
    });
    expect(await left()).toEqual([]);
  });

  /** Adds sections with one root each, some 500 rows a second, until it is killed. */
  function startWriter(): { child: ChildProcess; written(): number; wrote(count: number): Promise<void> } {
    const child = spawn(
      process.execPath,
      [
        '-e',
        `const { DatabaseSync } = require('node:sqlite');
        const db = new DatabaseSync(process.argv[1], { timeout: 10000 });
        db.exec('pragma synchronous = normal');
        const section = db.prepare("insert into section (uuid, type, title, created_at) values (?, 'movie', 'x', 0)");
        const root = db.prepare('insert into root (section_id, path) values (?, ?)');
        const pace = new Int32Array(new SharedArrayBuffer(4));
        for (let n = 1; ; n++) {
          db.exec('begin immediate');
          section.run(String(n));
          root.run(n, '/' + n);
          db.exec('commit');
          require('node:fs').writeSync(1, n + '\\n');
          Atomics.wait(pace, 0, 0, 3);
        }`,
        file,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let last = 0;
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.on('line', line => {
      last = Number(line);
    });
    const wrote = async (count: number) => {
      while (last < count) await once(lines, 'line');
    };
    return { child, written: () => last, wrote };
  }
});

describe('optimize', () => {
  const { signal } = new AbortController();

  async function deleteMost(): Promise<void> {
    await store.db.deleteFrom('preference').where('id', '>', 'k1').execute();
  }

  test('gives the space of deleted rows back, while others write', async () => {
    await fill(40_000);
    await deleteMost();
    const steps: string[] = [];
    const writes: Promise<void>[] = [];
    const { bytesBefore, bytesAfter } = await store.care.optimize(step => {
      steps.push(step);
      writes.push(store.preferences.set({ step }));
    }, signal);
    await Promise.all(writes);
    expect(bytesAfter).toBeLessThan(bytesBefore / 4);
    expect(steps).toContain('checking every page');
    expect(steps).toContain('statistics of preference');
    expect(steps).toContain('giving free pages back');
    expect(await store.preferences.all()).toMatchObject({ k0: expect.any(String), step: steps.at(-1) });
    expect(await store.care.findDamage()).toEqual([]);
  });

  test('merges full-text indexes until they are one segment', async () => {
    await sql`create virtual table words using fts5 (word)`.execute(store.db);
    for (let i = 0; i < 40; i++) {
      await sql`insert into words (word) values (${`word${i} ${'and more '.repeat(200)}`})`.execute(store.db);
    }
    const segments = async () => {
      const { rows } = await sql<{ n: number }>`select count(distinct segid) as n from words_idx`.execute(
        store.db,
      );
      return rows[0]?.n ?? 0;
    };
    expect(await segments()).toBeGreaterThan(1);
    await store.care.optimize(() => {}, signal);
    expect(await segments()).toBe(1);
    const { rows } = await sql`select rowid from words where words match 'word7'`.execute(store.db);
    expect(rows).toHaveLength(1);
  });

  test('writes a small file anew that is full of gaps, and measures what that brought', async () => {
    await fill(8_000);
    await sql`delete from preference where cast(substr(id, 2) as integer) % 2 = 1`.execute(store.db);
    const { unusedBefore, unusedAfter, isRewritten } = await store.care.optimize(() => {}, signal);
    expect(isRewritten).toBe(true);
    expect(unusedAfter).toBeGreaterThanOrEqual(0);
    expect(unusedAfter).toBeLessThan(unusedBefore / 2);
    expect(Object.keys(await store.preferences.all())).toHaveLength(4_000);
    expect((await store.care.optimize(() => {}, signal)).isRewritten).toBe(false);
  });

  test('gives the planner its statistics', async () => {
    await fill(1_000);
    await store.care.optimize(() => {}, signal);
    using db = new DatabaseSync(file, { readOnly: true });
    expect(db.prepare(`select stat from sqlite_stat1 where tbl = 'preference'`).get()).toMatchObject({
      stat: expect.stringMatching(/^1000 /),
    });
  });

  test('leaves the log to a reader that still needs it', async () => {
    await fill(10_000);
    using reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from preference').get();
    await deleteMost();
    await store.care.optimize(() => {}, signal);
    expect(reader.prepare('select count(*) as count from preference').get()?.['count']).toBe(10_000);
  });

  test('ends when it is aborted, and what is left can be given back later', async () => {
    await fill(20_000);
    await deleteMost();
    const abort = new AbortController();
    const onStep = (step: string) => {
      if (step === 'giving free pages back') abort.abort();
    };
    await expect(store.care.optimize(onStep, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    const { bytesBefore, bytesAfter } = await store.care.optimize(() => {}, signal);
    expect(bytesAfter).toBeLessThan(bytesBefore / 4);
  });

  test('refuses a damaged database', async () => {
    await fill(5_000);
    await damage();
    await expect(new SqliteCare(file).optimize(() => {}, signal)).rejects.toMatchObject({
      code: 'database-corrupt',
    });
  });
});

test('damage is found and told, a sound database has none', async () => {
  await fill(5_000);
  expect(await store.care.findDamage()).toEqual([]);
  await damage();
  expect((await new SqliteCare(file).findDamage()).length).toBeGreaterThan(0);
});

test('the size counts the write-ahead log', async () => {
  await fill(2_000);
  const sizes = await Promise.all([file, `${file}-wal`].map(async name => (await stat(name)).size));
  expect(sizes.every(size => size > 0)).toBe(true);
  expect(await store.care.size()).toBe(sizes.reduce((sum, size) => sum + size));
});
