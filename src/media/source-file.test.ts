import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orderFor } from '../../test/support/media.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { SourceFile } from './source-file.ts';

async function makeFile(content = 'abcdefgh') {
  const folder = await makeTempFolder();
  const path = join(folder.path, 'a');
  writeFileSync(path, content);
  return {
    folder,
    path,
    order: orderFor(path, {}),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('a file is read at any position, as far as it goes', async () => {
  await using file = await makeFile();
  using source = new SourceFile(file.order);
  expect(source.read(0, 3).toString()).toBe('abc');
  expect(source.read(6, 10).toString()).toBe('gh');
  expect(source.read(20, 10)).toHaveLength(0);
});

test('a link to a file is as good as the file', async () => {
  await using file = await makeFile();
  const link = join(file.folder.path, 'link');
  symlinkSync(file.path, link);
  using source = new SourceFile({ ...file.order, path: link });
  expect(source.read(0, 3).toString()).toBe('abc');
});

test('a file of another size or time than ordered has changed', async () => {
  await using file = await makeFile();
  const { order } = file;
  for (const other of [
    { size: 7 },
    { modifiedAt: order.modifiedAt - 2 },
    { modifiedAt: order.modifiedAt + 2 },
  ]) {
    expect(() => new SourceFile({ ...order, ...other })).toThrow(
      expect.objectContaining({ code: 'media-changed' }),
    );
  }
});

test('a file that is gone has changed', async () => {
  await using file = await makeFile();
  for (const path of [`${file.path}b`, `${file.path}/b`]) {
    expect(() => new SourceFile({ ...file.order, path })).toThrow(
      expect.objectContaining({ code: 'media-changed' }),
    );
  }
});

test.each([
  ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ['a folder', (path: string) => mkdirSync(path)],
])('%s is refused at once', async (kind, make) => {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'a.mkv');
  make(path);
  expect(() => new SourceFile(orderFor(path, {}))).toThrow(
    expect.objectContaining({
      code: 'media-unreadable',
      message: expect.stringContaining(`it is ${kind}, not a file`),
    }),
  );
});

test('a device is refused at once', () => {
  expect(() => new SourceFile({ path: '/dev/zero', size: 0, modifiedAt: 0 })).toThrow(
    expect.objectContaining({ message: expect.stringContaining('it is a device, not a file') }),
  );
});

test('what becomes of a file while it is read is noticed', async () => {
  await using file = await makeFile();
  using source = new SourceFile(file.order);
  source.assertUnchanged();
  const changed = expect.objectContaining({ code: 'media-changed' });

  utimesSync(file.path, new Date(0), new Date(0));
  expect(() => source.assertUnchanged()).toThrow(changed);

  using again = new SourceFile(orderFor(file.path, {}));
  appendFileSync(file.path, 'i');
  expect(() => again.assertUnchanged()).toThrow(changed);

  using moved = new SourceFile(orderFor(file.path, {}));
  renameSync(file.path, `${file.path}b`);
  expect(() => moved.assertUnchanged()).toThrow(changed);
  writeFileSync(file.path, 'another');
  expect(() => moved.assertUnchanged()).toThrow(changed);
});
