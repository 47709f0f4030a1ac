import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the owner's token is kept, readable by the owner alone. */
export function tokenFile(data: string): string {
  return join(data, 'token');
}

/** The token of a data folder, if it has one. */
export async function findToken(data: string): Promise<string | undefined> {
  const text = await readFile(tokenFile(data), 'utf8').catch(() => '');
  return text.trim() || undefined;
}

/** The token given, or the one of the data folder, made on its first use. */
export async function findOrMakeToken(data: string, given: string | undefined): Promise<string> {
  return given ?? (await findToken(data)) ?? (await renewToken(data));
}

/** Makes a new token that of a data folder: 32 random bytes in base64url. A server at work does not learn of it. */
export async function renewToken(data: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await keepToken(data, token);
  return token;
}

/** Makes a token that of a data folder. */
export async function keepToken(data: string, token: string): Promise<void> {
  const staged = `${tokenFile(data)}.partial`;
  await rm(staged, { force: true });
  await writeFile(staged, `${token}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await rename(staged, tokenFile(data));
}
