import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/sdk.mjs', import.meta.url));
const committed = fileURLToPath(new URL('../src/generated', import.meta.url));

test('what is generated is of the routes as they are; else `npm run sdk` makes it anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'butler-sdk-'));
  try {
    await promisify(execFile)(process.execPath, [script, folder]);
    const names = (await readdir(folder)).sort();
    expect((await readdir(committed)).sort()).toEqual(names);
    for (const name of names) {
      expect(await readFile(join(committed, name), 'utf8'), name).toBe(
        await readFile(join(folder, name), 'utf8'),
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
