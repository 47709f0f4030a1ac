import { mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Cancel } from './cancel.ts';
import { type Contents, readContents } from './contents.ts';
import { copySnapshot, pinSnapshot, verifyCopy } from './copy.ts';
import { applyPragmas } from './pragmas.ts';

let folder: string;
let copy: string;
let original: Contents;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-copy-'));
  copy = join(folder, 'copy.db');
  using source = new DatabaseSync(join(folder, 'source.db'));
  applyPragmas(source);
  source.exec(`
    create table kysely_migration (name text);
    insert into kysely_migration values ('0001-words');
    create table word (id integer primary key, text text, note text) strict;
    create index word_text on word (text);
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
      insert into word select i, 'word ' || i, 'a note on number ' || i from n;
  `);
  pinSnapshot(source);
  await copySnapshot(source, copy, () => {}, new Cancel());
  original = readContents(source, () => {});
});

afterEach(() => rm(folder, { recursive: true }));

const verify = () => verifyCopy(copy, original, () => {});

test('a faithful copy is proven, and is one file', async () => {
  const proof = await verify();
  expect(proof.schemaVersion).toBe('0001-words');
  expect(proof.tables['word']).toEqual({ rows: 5000, sha256: original.tables['word']?.sha256 });
  expect(proof.bytes).toBe((await readFile(copy)).length);
  expect((await readdir(folder)).filter(name => name.startsWith('copy.db'))).toEqual(['copy.db']);
});

describe('damage to the copy is found:', () => {
  const unverified = (detail: string | RegExp) => ({
    code: 'backup-unverified',
    message: expect.stringMatching(detail),
  });

  /** Changes one byte of the first place where the file has this text. */
  async function change(text: string): Promise<void> {
    const at = (await readFile(copy)).indexOf(text);
    expect(at).toBeGreaterThan(0);
    await using handle = await open(copy, 'r+');
    await handle.write(Buffer.from('!'), 0, 1, at + text.length - 1);
  }

  test('a bit that changed where no index looks, which passes the integrity check', async () => {
    await change('a note on number 2500');
    await expect(verify()).rejects.toMatchObject(unverified('the rows of table word differ'));
  });

  test('a bit that changed in indexed text', async () => {
    await change('word 4321');
    await expect(verify()).rejects.toMatchObject(unverified('discarded: .'));
  });

  test('a tail that is missing', async () => {
    await truncate(copy, (await readFile(copy)).length - 3 * 4096);
    await expect(verify()).rejects.toMatchObject(unverified('discarded: .'));
  });

  test('a page of zeros', async () => {
    await using handle = await open(copy, 'r+');
    await handle.write(Buffer.alloc(4096), 0, 4096, 20 * 4096);
    await expect(verify()).rejects.toMatchObject(unverified('discarded: .'));
  });

  test('an empty file, and one without tables, which both pass the integrity check', async () => {
    await writeFile(copy, '');
    await expect(verify()).rejects.toMatchObject(unverified('its schema lacks'));
    using empty = new DatabaseSync(copy);
    applyPragmas(empty);
    empty.exec('pragma journal_mode = delete');
    await expect(verify()).rejects.toMatchObject(unverified('its schema lacks'));
  });

  test('something that is no database', async () => {
    await writeFile(copy, 'x'.repeat(8192));
    await expect(verify()).rejects.toMatchObject(unverified('not a database'));
  });

  test('a row too many', async () => {
    using db = new DatabaseSync(copy);
    db.exec(`insert into word values (5001, 'late', '')`);
    await expect(verify()).rejects.toMatchObject(unverified('5001 rows instead of 5000'));
  });
});

test('any single byte that changes within the rows is found', async () => {
  const whole = await readFile(copy);
  const first = whole.indexOf('a note on number 4000');
  for (let at = first; at < first + 60; at += 3) {
    const damaged = Buffer.from(whole);
    damaged[at] = (whole[at] as number) ^ (1 << (at % 8));
    await writeFile(copy, damaged);
    await expect(verify(), `byte ${at}`).rejects.toMatchObject({ code: 'backup-unverified' });
  }
});
