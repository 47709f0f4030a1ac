import { mkdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { OwnersToken } from '../http/owners-token.ts';
import { findOrMakeToken, renewalOf, tokenFile } from './token.ts';

test('two who renew the token at once get the same one, which is the one on disk', async () => {
  await using data = await makeTempFolder();
  const token = new OwnersToken(await findOrMakeToken(data.path, undefined));
  const before = token.text;
  const renew = renewalOf(token, data.path, undefined);
  const [first, second] = await Promise.all([renew(), renew()]);
  expect(first).not.toBe(before);
  expect(second).toBe(first);
  expect(token.text).toBe(first);
  expect(await readFile(tokenFile(data.path), 'utf8')).toBe(`${first}\n`);
  expect(await renew()).not.toBe(first);
});

test('a token that was given is renewed by nobody, and none is written', async () => {
  await using data = await makeTempFolder();
  const renew = renewalOf(new OwnersToken('given'), data.path, 'given');
  await expect(renew()).rejects.toMatchObject({ code: 'token-given' });
  await expect(readFile(tokenFile(data.path))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a token that cannot be read is not replaced', async () => {
  await using data = await makeTempFolder();
  await mkdir(tokenFile(data.path));
  await expect(findOrMakeToken(data.path, undefined)).rejects.toMatchObject({
    code: 'data-folder-unwritable',
    message: expect.stringContaining('its token cannot be read'),
  });
});
