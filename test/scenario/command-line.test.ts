import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';

let folder: string;
let data: string;
let films: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler cli '));
  data = join(folder, 'data');
  films = join(folder, 'Films');
  await mkdir(films);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Runs to the end and returns what was said, which must be one line, and the exit code. */
async function refusal(...args: string[]): Promise<{ said: string; code: number | null }> {
  await using program = new Program(args);
  const { code } = await program.exited();
  expect(program.lines).toHaveLength(1);
  return { said: program.text, code };
}

describe('bad input is refused with one line that says what to do', () => {
  test('a folder that is missing', async () => {
    const { said, code } = await refusal('--data', data, join(folder, 'nowhere'));
    expect(said).toMatch(/"[^"]*nowhere" does not exist\. Check the spelling/);
    expect(code).toBe(1);
  });

  test('a file in place of a folder', async () => {
    await writeFile(join(folder, 'film.mkv'), '');
    expect((await refusal('--data', data, join(folder, 'film.mkv'))).said).toMatch(/is a file, not a folder/);
  });

  test('a folder inside the data folder', async () => {
    await mkdir(join(data, 'films'), { recursive: true });
    expect((await refusal('--data', data, join(data, 'films'))).said).toMatch(/lie inside each other/);
  });

  test('a folder inside another section', async () => {
    await mkdir(join(films, 'more'));
    const { said } = await refusal('--data', data, films, '--section', `More=movie:${join(films, 'more')}`);
    expect(said).toMatch(/overlaps/);
  });

  test('an unknown section type', async () => {
    const { said, code } = await refusal('--data', data, '--section', `Books=book:${films}`);
    expect(said).toMatch(/no section type "book".*movie, show, artist, photo/);
    expect(code).toBe(1);
  });

  test('a section that is no description', async () => {
    const { said, code } = await refusal('--data', data, '--section', 'Kids');
    expect(said).toMatch(/"Kids" does not describe a section/);
    expect(code).toBe(2);
  });

  test('a port that is none', async () => {
    const { said, code } = await refusal('--data', data, '--port', 'eighty', films);
    expect(said).toMatch(/--port is "eighty", but must be/);
    expect(code).toBe(2);
  });

  test('the open network without a token', async () => {
    expect((await refusal('--data', data, '--host', '0.0.0.0', films)).said).toMatch(/--token/);
  });

  test('a data folder that is a file', async () => {
    await writeFile(data, '');
    expect((await refusal('--data', data, films)).said).toMatch(/data folder .* cannot be written/);
  });

  test('a database that is something else', async () => {
    await mkdir(data);
    await writeFile(join(data, 'butler.db'), 'x'.repeat(5000));
    expect((await refusal('--data', data, films)).said).toMatch(
      /butler\.db is damaged: it is not a SQLite database/,
    );
    expect(await readFile(join(data, 'butler.db'), 'utf8')).toBe('x'.repeat(5000));
  });
});

test('a port that is in use is named, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    await using program = new Program(['--data', data, '--port', String(port), films]);
    expect((await program.exited()).code).toBe(1);
    expect(program.text).toMatch(new RegExp(`Port ${port} on 127.0.0.1 is already in use\\. Choose another`));
  } finally {
    other.close();
  }
});

test('a second server on the same data folder is refused and told who holds it', async () => {
  await using first = new Program(['--data', data, '--port', '0', films]);
  const url = await first.url();
  const { said, code } = await refusal('--data', data, '--port', '0', films);
  expect(said).toContain(String(first.child.pid));
  expect(said).toContain(url);
  expect(code).toBe(1);
});

test('Ctrl-C ends it in good order, and the next start goes on', async () => {
  await makeFilms(films, 8, 60);
  await onlyIndexFilesIn(data);
  const args = ['--data', data, '--port', '0', films];
  await using first = new Program(args);
  await first.line(/Generate Media Index Files: started/);
  expect(await first.kill('SIGINT')).toEqual({ code: 0, signal: null });
  expect(first.text).toMatch(/Generate Media Index Files: interrupted/);

  await using second = new Program(args);
  await second.line(/Generate Media Index Files: succeeded/);
  await second.kill('SIGTERM');
  expect(second.text).not.toMatch(/Refresh Libraries: started/);
});

test('run --once does what is due, then finds nothing due', async () => {
  await makeFilms(films, 2, 10);
  await using first = new Program(['run', '--once', '--data', data, films]);
  expect((await first.exited()).code, first.text).toBe(0);
  expect(first.text).toMatch(/Generate Media Index Files: succeeded/);
  expect((await stat(join(data, 'backups'))).isDirectory()).toBe(true);

  await using second = new Program(['run', '--once', '--data', data]);
  expect((await second.exited()).code).toBe(0);
  expect(second.text).toMatch(/Nothing is due/);
});

test('run --once exits with 1 and names the file that failed', async () => {
  await makeFilms(films, 1, 10);
  await writeFile(join(films, 'Broken (1999).mp4'), 'this is no film');
  await onlyIndexFilesIn(data);
  await using program = new Program(['run', '--once', '--data', data, films]);
  expect((await program.exited()).code).toBe(1);
  expect(program.text).toMatch(/Broken \(1999\)\.mp4" cannot be read as media: .*Set aside after 3 tries/);
  expect(program.text).toMatch(/1 file failed/);
});
