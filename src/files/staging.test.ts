import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { publishFile } from './publish.ts';
import { prepareStaging, publishOnce } from './staging.ts';

test('what an earlier attempt left where the work is to be goes', async () => {
  await using folder = await makeTempFolder();
  const staging = join(folder.path, 'staging');
  const output = join(staging, 'sheets');
  await prepareStaging(staging, [output]);
  mkdirSync(output);
  writeFileSync(join(output, '0.jpg'), 'old');
  await prepareStaging(staging, [output]);
  expect(existsSync(staging)).toBe(true);
  expect(existsSync(output)).toBe(false);
});

test('is published again without harm, unless another file stands there', async () => {
  await using folder = await makeTempFolder();
  const [staged, target] = [join(folder.path, 'staged'), join(folder.path, 'target')];
  writeFileSync(target, 'older');
  writeFileSync(staged, 'new');
  await publishOnce(publishFile, staged, target, 3);
  expect(readFileSync(target, 'utf8')).toBe('new');
  await publishOnce(publishFile, staged, target, 3);
  writeFileSync(target, 'another');
  await expect(publishOnce(publishFile, staged, target, 3)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(readFileSync(target, 'utf8')).toBe('another');
});
