import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { zip } from './zip.ts';

const at = Date.UTC(2026, 2, 1, 2, 3, 4);

async function pack(pieces: readonly Uint8Array[], largeFrom?: number): Promise<Buffer> {
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const content = async function* () {
    yield* pieces;
  };
  const entry = { name: 'a/file.db', modifiedAt: at, bytes, content: content() };
  return Buffer.concat(await Array.fromAsync(zip(entry, largeFrom)));
}

/** What is in an archive of the first format, found as readers find it: from its end. */
function unpack(archive: Buffer): Buffer {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x0605_4b50);
  const directory = archive.readUInt32LE(end + 16);
  expect(archive.readUInt32LE(directory)).toBe(0x0201_4b50);
  const [crc, packed, unpacked] = [16, 20, 24].map(place => archive.readUInt32LE(directory + place));
  const begin = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  const content = inflateRawSync(archive.subarray(begin, begin + (packed ?? 0)));
  expect([crc32(content), content.length]).toEqual([crc, unpacked]);
  return content;
}

test('what goes in comes out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 5 }), async pieces => {
      expect(unpack(await pack(pieces)).equals(Buffer.concat(pieces))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('nothing is an archive of an empty file', async () => {
  expect(unpack(await pack([])).length).toBe(0);
});

test('who leaves in the middle ends the reading', async () => {
  let isEnded = false;
  const content = async function* () {
    try {
      for (;;) yield Buffer.alloc(64 * 1024, crypto.randomUUID());
    } finally {
      isEnded = true;
    }
  };
  const pieces = zip({ name: 'endless', modifiedAt: at, bytes: 1e9, content: content() });
  for (let i = 0; i < 3; i++) await pieces.next();
  await pieces.return(undefined);
  expect(isEnded).toBe(true);
});

test('what cannot be read is no archive', async () => {
  const content = async function* () {
    yield Buffer.from('the beginning');
    throw new Error('The disk is gone.');
  };
  const pieces = zip({ name: 'broken', modifiedAt: at, bytes: 100, content: content() });
  await expect(Array.fromAsync(pieces)).rejects.toThrow('The disk is gone.');
});

const missing = (() => {
  try {
    execFileSync('python3', ['-c', 'import zipfile, zlib'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'Python is not on this machine';
  }
})();

describe.skipIf(missing)(`another reader${missing ? ` (skipped: ${missing})` : ''}`, () => {
  test.each([
    ['the first format', undefined],
    ['that for large files', 0],
  ])('reads %s', async (_, largeFrom) => {
    await using folder = await makeTempFolder();
    const file = join(folder.path, 'archive.zip');
    const content = Buffer.from('a page of a database\n'.repeat(10_000));
    await writeFile(file, await pack([content], largeFrom));
    const program = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    info, = archive.infolist()
    print(info.filename, info.date_time, info.file_size, oct(info.external_attr >> 16))
    archive.extractall(sys.argv[2])`;
    const said = execFileSync('python3', ['-c', program, file, folder.path], { encoding: 'utf8' });
    expect(said.trim()).toBe(`a/file.db (2026, 3, 1, 2, 3, 4) ${content.length} 0o100600`);
    expect((await readFile(join(folder.path, 'a/file.db'))).equals(content)).toBe(true);
  });
});
