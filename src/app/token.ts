import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the owner's token is kept, readable by the owner alone. */
export function tokenFile(data: string): string {
  return join(data, 'token');
}

/** The token given, or the one of the data folder, made on its first use: 32 random bytes in base64url. */
export async function findOrMakeToken(data: string, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const kept = await readFile(tokenFile(data), 'utf8').then(
    text => text.trim(),
    () => '',
  );
  if (kept) return kept;
  const token = randomBytes(32).toString('base64url');
  await writeFile(tokenFile(data), `${token}\n`, { mode: 0o600 });
  return token;
}

/** Makes a token that of the data folder. Returns whether it is another one than before. */
export async function keepToken(data: string, token: string): Promise<boolean> {
  const kept = await readFile(tokenFile(data), 'utf8').catch(() => '');
  if (kept.trim() === token) return false;
  const staged = `${tokenFile(data)}.partial`;
  await rm(staged, { force: true });
  await writeFile(staged, `${token}\n`, { mode: 0o600, flag: 'wx' });
  await rename(staged, tokenFile(data));
  return true;
}
