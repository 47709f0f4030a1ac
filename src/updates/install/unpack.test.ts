import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { BadPackage, unpack } from './unpack.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let target: string;

beforeEach(async () => {
  folder = await makeTempFolder();
  target = join(folder.path, 'inner', 'target');
  await mkdir(target, { recursive: true });
});

afterEach(() => folder[Symbol.asyncDispose]());

interface Entry {
  readonly name: string;
  readonly content?: string;
  readonly type?: string;
  /** What the header claims; the length of the content where absent. */
  readonly size?: number;
  readonly link?: string;
}

/** A tar archive as POSIX.1-2017 describes it. */
function tar(...entries: readonly Entry[]): Buffer {
  const blocks = entries.map(({ name, content = '', type = '0', size, link = '' }) => {
    const header = Buffer.alloc(512);
    const bytes = Buffer.from(content);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write((size ?? bytes.length).toString(8).padStart(11, '0'), 124);
    header.write(' '.repeat(8), 148);
    header.write(type, 156);
    header.write(link, 157);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const padded = Buffer.alloc(Math.ceil(bytes.length / 512) * 512);
    bytes.copy(padded);
    return Buffer.concat([header, padded]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

async function unpackBytes(bytes: Buffer, limits?: { files: number; bytes: number }): Promise<void> {
  const file = join(folder.path, 'package.tgz');
  await writeFile(file, bytes);
  await unpack(file, target, limits);
}

const everything = async () => (await readdir(folder.path, { recursive: true })).sort();

test('files come where they belong, also those with long names', async () => {
  const long = `package/${'deep/'.repeat(30)}file.ts`;
  const record = (length: number) => `${length} path=${long}\n`;
  const extended = record(record(100).length);
  await unpackBytes(
    gzipSync(
      tar(
        { name: 'pax_global_header', type: 'g', content: '30 comment=of who made it....\n' },
        { name: 'package/', type: '5' },
        { name: 'package/package.json', content: '{}' },
        { name: 'package/src/', type: '5' },
        { name: 'package/src/main.ts', content: 'x'.repeat(1000) },
        { name: 'short', type: 'x', content: extended },
        { name: 'package/short', content: 'long' },
      ),
    ),
  );
  expect(await readFile(join(target, 'package.json'), 'utf8')).toBe('{}');
  expect(await readFile(join(target, 'src/main.ts'), 'utf8')).toBe('x'.repeat(1000));
  expect(await readFile(join(target, long.slice('package/'.length)), 'utf8')).toBe('long');
});

describe('what no release has is refused, and nothing is written outside', () => {
  test.each<[string, readonly Entry[], string]>([
    ['a way up', [{ name: 'package/../../up', content: 'x' }], 'leads elsewhere'],
    [
      'a way up by a long name',
      [{ name: 'x', type: 'x', content: '26 path=package/../../up2\n' }, { name: 'package/a' }],
      'leads elsewhere',
    ],
    ['a whole path', [{ name: '/tmp/butler-absolute', content: 'x' }], 'leads elsewhere'],
    ['another folder', [{ name: 'other/file', content: 'x' }], 'leads elsewhere'],
    ['a folder that leads up', [{ name: 'package/../../made/', type: '5' }], 'leads elsewhere'],
    ['a way of Windows', [{ name: 'package/..\\up', content: 'x' }], 'leads elsewhere'],
    ['a drive', [{ name: 'package/C:up', content: 'x' }], 'leads elsewhere'],
    ['nothing for a name', [{ name: 'package//file', content: 'x' }], 'leads elsewhere'],
    ['a link', [{ name: 'package/link', type: '2', link: '../..' }], 'no plain file'],
    ['a hard link', [{ name: 'package/link', type: '1', link: '/etc/passwd' }], 'no plain file'],
    ['a device', [{ name: 'package/device', type: '3' }], 'no plain file'],
    [
      'a file twice',
      [
        { name: 'package/a', content: '1' },
        { name: 'package/a', content: '2' },
      ],
      'twice',
    ],
    ['a file that ends too early', [{ name: 'package/a', content: 'x', size: 100_000 }], 'too early'],
  ])('%s', async (_, entries, cause) => {
    const before = [...(await everything()), 'package.tgz'].sort();
    await expect(unpackBytes(gzipSync(tar(...entries)))).rejects.toThrow(cause);
    const made = (await everything()).filter(path => !before.includes(path));
    expect(made.filter(path => !path.startsWith(join('inner', 'target')))).toEqual([]);
  });

  test('a bomb, before it has unpacked', async () => {
    const bomb = gzipSync(tar({ name: 'package/bomb', content: '0'.repeat(5_000_000) }));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(unpackBytes(bomb, { files: 10, bytes: 1_000_000 })).rejects.toThrow('too much');
    expect(await readdir(target)).toEqual([]);
  });

  test('more files than there can be', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ name: `package/${i}` }));
    await expect(unpackBytes(gzipSync(tar(...many)), { files: 10, bytes: 100 })).rejects.toThrow('too much');
  });

  test.each([
    ['no gzip', Buffer.from('<html>not found</html>')],
    ['a damaged gzip', gzipSync(tar({ name: 'package/a', content: 'abc'.repeat(500) })).fill(7, 30, 50)],
    ['no tar', gzipSync(Buffer.alloc(2048, 'x'))],
    ['a part of it', gzipSync(tar({ name: 'package/a', content: 'abc' }).subarray(0, 600))],
    ['nothing', gzipSync(Buffer.alloc(0))],
  ])('%s', async (_, bytes) => {
    await expect(unpackBytes(bytes)).rejects.toThrow(BadPackage);
  });
});
