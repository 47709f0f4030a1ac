import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../test/support/small-disk.ts';
import { freeBytes, requireSpace } from './free-space.ts';

test('a path that does not exist yet has the space of the folder above it', async () => {
  expect(await freeBytes(join(tmpdir(), 'not', 'there', 'yet'))).toBeGreaterThan(0);
});

test('more than any disk has is refused, and the error says how much is missing', async () => {
  const wanted = requireSpace(tmpdir(), 9e15);
  await expect(wanted).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringMatching(/9,000 TB needed, .+ free/),
  });
});

test.skipIf(noSmallDisk)(
  `what is written is no longer free${noSmallDisk ? `: ${noSmallDisk}` : ''}`,
  async () => {
    await using disk = await mountSmallDisk(1_048_576);
    expect(await freeBytes(disk.path)).toBe(1_048_576);
    await requireSpace(disk.path, 1_048_576);
    await writeFile(join(disk.path, 'file'), Buffer.alloc(524_288));
    expect(await freeBytes(disk.path)).toBe(524_288);
    await expect(requireSpace(disk.path, 524_289)).rejects.toMatchObject({ code: 'disk-full' });
  },
);
